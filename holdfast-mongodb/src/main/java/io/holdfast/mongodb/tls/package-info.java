/** What is MongoDB's own about encrypted connections: its address, its driver's settings, and a question in plain text. */
@NullMarked
package io.holdfast.mongodb.tls;

import org.jspecify.annotations.NullMarked;
