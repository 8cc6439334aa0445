package io.holdfast.flag;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a flag is to be set to.
 *
 * @param name its name
 * @param value its value, as it is typed
 * @param type its type from now on; empty for the one it has, or the narrowest for a flag that is new
 * @param ifVersion the version that it has to have, 0 for a flag that is new; empty if that does not matter
 * @param actor who wants it
 * @param reason why; may be empty
 */
public record FlagSetting(
        String name, String value, Optional<FlagType> type, OptionalLong ifVersion, String actor, String reason) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{0,99}");
    private static final int LONGEST_ACTOR = 200;
    private static final int LONGEST_REASON = 1_000;

    /** Of its own type, whatever version it has, without a reason. */
    public static FlagSetting of(String name, String value, String actor) {
        return new FlagSetting(name, value, Optional.empty(), OptionalLong.empty(), actor, "");
    }

    /** A copy that fixes the type. */
    public FlagSetting as(FlagType wanted) {
        return new FlagSetting(name, value, Optional.of(wanted), ifVersion, actor, reason);
    }

    /** A copy that is refused unless the flag has this version. */
    public FlagSetting ifVersion(long wanted) {
        return new FlagSetting(name, value, type, OptionalLong.of(wanted), actor, reason);
    }

    /** A copy that says why. */
    public FlagSetting because(String why) {
        return new FlagSetting(name, value, type, ifVersion, actor, why);
    }

    void check() {
        checkName(name);
        checkVersion();
        checkText("the reason", reason, LONGEST_REASON);
        checkText("the name of who sets it", actor, LONGEST_ACTOR);
    }

    private void checkVersion() {
        if (ifVersion.orElse(0) < 0) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "%d is no version of a flag; nothing was changed".formatted(ifVersion.getAsLong()))
                    .withHint(
                            "expected 0 for a flag that was never set, or the version that holdfast admin flags shows")
                    .exception();
        }
    }

    private static void checkText(String what, String text, int longest) {
        boolean tooLong = text.length() > longest;
        if (tooLong || text.indexOf('\0') >= 0) {
            String why = tooLong ? "more than %d characters".formatted(longest) : "the character 0 in it";
            throw Failure.of(ErrorKind.CONFIGURATION, "%s has %s; nothing was changed".formatted(what, why))
                    .withHint(tooLong ? "say it in fewer words" : "leave that character out")
                    .exception();
        }
    }

    /**
     * Refuses what cannot be the name of a flag.
     *
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if {@code name} cannot
     */
    public static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
            throw Failure.of(ErrorKind.CONFIGURATION, "\"%s\" is no name of a flag".formatted(shown))
                    .withHint("expected at most 100 lower-case letters, digits, dots and dashes, a letter first")
                    .exception();
        }
    }
}
