package io.holdfast.config;

import java.util.Optional;

/**
 * The second server of a database.
 *
 * @param url where it is
 * @param credentials who asks, where its address says so; otherwise the same as at the primary
 * @param mode what it is used for
 */
public record StandbyConfig(DatabaseUrl url, Optional<Endpoint.Credentials> credentials, Mode mode) {

    /** What a standby is used for while the primary does not answer. */
    public enum Mode {
        /** It answers reads and takes no writes. */
        READ_ONLY,
        /** It takes writes, too, once somebody has promoted it. */
        PROMOTED
    }
}
