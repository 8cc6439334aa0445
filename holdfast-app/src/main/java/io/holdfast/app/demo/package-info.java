/** The demonstration: a sample application's database, and what happens to it. */
@NullMarked
package io.holdfast.app.demo;

import org.jspecify.annotations.NullMarked;
