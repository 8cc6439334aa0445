/** What a source really holds: every stored value is looked at before anything is decided. */
@NullMarked
package io.holdfast.transfer.profile;

import org.jspecify.annotations.NullMarked;
