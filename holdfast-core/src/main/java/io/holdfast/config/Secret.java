package io.holdfast.config;

import io.holdfast.error.Masking;
import java.util.Objects;

/** A text that cannot be printed: {@link #toString()} gives {@code ••••}, only {@link #reveal()} gives the text. */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** Keeps {@code text} from being printed. */
    public static Secret of(String text) {
        return new Secret(Objects.requireNonNull(text));
    }

    /** The text itself, for the driver that needs it and for nobody else. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && text.equals(secret.text);
    }

    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return Masking.MASK;
    }
}
