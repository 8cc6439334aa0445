/** Documents in collections of MongoDB. */
@NullMarked
package io.holdfast.mongodb.document;

import org.jspecify.annotations.NullMarked;
