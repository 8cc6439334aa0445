/**
 * What stands before the driver's interfaces, so that an application's own client follows changed credentials. These have some
 * two hundred and fifty methods of which a handful differ; they are passed on by dynamic proxies, the only use of reflection.
 */
@NullMarked
package io.holdfast.mongodb.following;

import org.jspecify.annotations.NullMarked;
