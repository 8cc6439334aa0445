package io.holdfast.flag;

import java.util.Optional;

/**
 * One setting of a flag.
 *
 * @param flag the flag as it was afterwards, with who set it and when
 * @param before its value before; empty where there was none
 * @param reason why it was set; empty where nobody said
 * @param action what correlates it with the record of actions
 */
public record FlagChange(Flag flag, Optional<String> before, String reason, String action) {}
