package io.holdfast.gate;

import io.holdfast.config.CredentialsSource;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.pool.ServerName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Presents new credentials to the servers of a database before they are used.
 *
 * @param running what holds now
 * @param next what is to hold
 */
record Introduction(DatabaseConfig running, DatabaseConfig next) {

    /** What one server said. */
    private enum Answer {
        ACCEPTED,
        REFUSED,
        NONE
    }

    /**
     * Presents them to each of {@code servers} that has others now.
     *
     * @param credentials those of a server in a configuration
     * @throws HoldfastException if a server refuses them and none accepts them, or if they cannot be had
     */
    void at(List<Server> servers, BiFunction<ServerName, DatabaseConfig, CredentialsSource> credentials) {
        List<HoldfastException> refusals = new ArrayList<>();
        boolean accepted = false;
        for (Server server : servers) {
            CredentialsSource now = credentials.apply(server.name(), running);
            CredentialsSource candidate = credentials.apply(server.name(), next);
            if (!now.equals(candidate)) {
                accepted |= present(server, candidate, refusals) == Answer.ACCEPTED;
            }
        }
        if (!accepted && !refusals.isEmpty()) {
            throw refusals.get(0);
        }
    }

    private Answer present(Server server, CredentialsSource candidate, List<HoldfastException> refusals) {
        Logins stranger = server.strangers(candidate);
        candidate.current();
        try {
            stranger.open(server.place().endpoint(), next.timeouts().connect())
                    .session()
                    .close();
            return Answer.ACCEPTED;
        } catch (Exception failure) {
            HoldfastException sorted = server.sorted(failure);
            if (sorted.kind() != ErrorKind.AUTHENTICATION) {
                return Answer.NONE;
            }
            refusals.add(refusal(server, sorted));
            return Answer.REFUSED;
        }
    }

    private HoldfastException refusal(Server server, HoldfastException reason) {
        return Failure.of(
                        ErrorKind.AUTHENTICATION,
                        "%s does not let in whom the configuration names now: %s"
                                .formatted(server.label(), reason.failure().sentence()))
                .withHint("change them at the server, too; the ones before stay in use")
                .during("reload", next.name())
                .causedBy(reason);
    }
}
