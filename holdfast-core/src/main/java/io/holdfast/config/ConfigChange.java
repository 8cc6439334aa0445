package io.holdfast.config;

import io.holdfast.error.Masking;

/**
 * One setting that has changed. Its texts hold no secret.
 *
 * @param key the setting's path
 * @param before what it was, masked where it is a secret; {@value #NOTHING} where it was not there
 * @param after what it is to be, masked likewise
 * @param origin where it is set now: {@code FILE:LINE:COLUMN}, a variable's name, or {@code default}
 * @param reload whether it can take effect while the program runs
 */
public record ConfigChange(String key, String before, String after, String origin, Reload reload) {
    /** What stands for a setting that nobody set and that has no default. */
    public static final String NOTHING = "not set";

    /** Takes out what looks like a secret or like personal data: a user can be an address, too. */
    public ConfigChange {
        before = Masking.clean(before);
        after = Masking.clean(after);
    }

    /** {@code KEY: BEFORE -> AFTER}. */
    @Override
    public String toString() {
        return "%s: %s -> %s".formatted(key, before, after);
    }
}
