/** What the failures of MongoDB's servers and of its driver mean. */
@NullMarked
package io.holdfast.mongodb.errorcode;

import org.jspecify.annotations.NullMarked;
