package io.holdfast.routing;

import java.util.Arrays;
import java.util.Optional;

/**
 * The id of a user as it is stored: {@code internal_…} or {@code external_…}. There are two ways to one: a {@link RawId}
 * gets the prefix of the type that was decided for its user, or a store's own text is read back, within this package. So
 * nobody can supply an id with a prefix, and none is prefixed twice.
 */
public final class UserId {
    private final UserType type;
    private final String text;

    private UserId(UserType type, String text) {
        this.type = type;
        this.text = text;
    }

    /** The id of the user of type {@code type} who is called {@code raw}. */
    public static UserId of(UserType type, RawId raw) {
        return new UserId(type, type.prefix() + raw.value());
    }

    /** The id that a store holds as {@code text}; empty if it is none. Never for what a request says. */
    static Optional<UserId> stored(String text) {
        return Arrays.stream(UserType.values())
                .filter(type -> text.startsWith(type.prefix())
                        && text.length() > type.prefix().length())
                .map(type -> new UserId(type, text))
                .findFirst();
    }

    /** Whose it is. */
    public UserType type() {
        return type;
    }

    /** As it is stored, with its prefix. */
    public String text() {
        return text;
    }

    /** What stands behind the prefix. */
    String raw() {
        return text.substring(type.prefix().length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserId that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The prefix alone: the rest may be personal. */
    @Override
    public String toString() {
        return IdMask.ALL.shown(this);
    }
}
