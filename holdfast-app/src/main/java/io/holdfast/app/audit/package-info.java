/** What {@code holdfast audit} says: findings, actions as they are found, and times as they are typed. */
@NullMarked
package io.holdfast.app.audit;

import org.jspecify.annotations.NullMarked;
