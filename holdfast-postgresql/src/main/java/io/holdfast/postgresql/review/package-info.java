/** Which statements of migrations disturb an application at work on PostgreSQL 12 to 18, and how they are written instead. */
@NullMarked
package io.holdfast.postgresql.review;

import org.jspecify.annotations.NullMarked;
