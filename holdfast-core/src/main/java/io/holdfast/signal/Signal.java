package io.holdfast.signal;

import io.holdfast.error.Masking;

/**
 * One observation. Its texts hold no credential.
 *
 * @param name what was looked at, in lower-case words with dots, such as {@code pool.exhausted}
 * @param subject what it belongs to, such as the name of a database
 * @param level whether it needs attention
 * @param sentence what was seen, for people
 * @param fix what to do about it; empty where nothing is to be done
 */
public record Signal(String name, String subject, Level level, String sentence, String fix) {

    /** Whether a signal needs attention. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Works, but somebody should look. */
        WARNING,
        /** Does not work. */
        ERROR
    }

    /** Cleans the texts. */
    public Signal {
        sentence = Masking.clean(sentence);
        fix = Masking.clean(fix);
    }
}
