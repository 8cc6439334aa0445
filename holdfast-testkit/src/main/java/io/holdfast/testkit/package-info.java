/** What tests of Holdfast and of programs built on it need: embedded engines, contracts, faults and properties. */
@NullMarked
package io.holdfast.testkit;

import org.jspecify.annotations.NullMarked;
