package io.holdfast.routing;

import io.holdfast.config.DocumentsConfig;
import io.holdfast.error.Masking;

/** What is shown of the id of a user in the log. */
public enum IdMask {
    /** The prefix, and nothing of what stands behind it. */
    ALL {
        @Override
        String shownOf(String raw) {
            return Masking.MASK;
        }
    },
    /** The prefix and two characters more, where that is a small part of the id. */
    MOST {
        @Override
        String shownOf(String raw) {
            boolean isLong = raw.codePointCount(0, raw.length()) >= LONG;
            return isLong ? raw.substring(0, raw.offsetByCodePoints(0, 2)) + Masking.MASK : Masking.MASK;
        }
    };

    private static final int LONG = 6;

    /** {@link #ALL} if {@code user_id} is among the fields that are shown to nobody, otherwise {@link #MOST}. */
    public static IdMask of(DocumentsConfig config) {
        return config.masked().stream().anyMatch(IdMask::meansIds) ? ALL : MOST;
    }

    private static boolean meansIds(String masked) {
        return masked.endsWith("*")
                ? Fields.USER_ID.startsWith(masked.substring(0, masked.length() - 1))
                : Fields.USER_ID.equals(masked);
    }

    abstract String shownOf(String raw);

    /** {@code id} as it may be shown. */
    public String shown(UserId id) {
        return Masking.clean(id.type().prefix() + shownOf(id.raw()));
    }
}
