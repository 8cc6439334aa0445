/** What the tests of every module share: engines to run against, faults to plan, time to set. */
@NullMarked
package io.holdfast.testkit;

import org.jspecify.annotations.NullMarked;
