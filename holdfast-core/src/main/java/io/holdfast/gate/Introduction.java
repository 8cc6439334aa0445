package io.holdfast.gate;

import io.holdfast.config.CredentialsSource;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.pool.ServerName;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Presents new credentials to the servers of a database before they are used.
 *
 * @param running what holds now
 * @param next what is to hold
 */
record Introduction(DatabaseConfig running, DatabaseConfig next) {

    /**
     * Presents them to each of {@code servers} that has others now.
     *
     * @param credentials those of a server in a configuration
     * @throws HoldfastException if a server refuses them and none with the same accepts them, or if they cannot be had
     */
    void at(List<Server> servers, BiFunction<ServerName, DatabaseConfig, CredentialsSource> credentials) {
        Map<CredentialsSource, HoldfastException> refusals = new LinkedHashMap<>();
        Set<CredentialsSource> accepted = new HashSet<>();
        for (Server server : servers) {
            CredentialsSource now = credentials.apply(server.name(), running);
            CredentialsSource candidate = credentials.apply(server.name(), next);
            if (!now.equals(candidate)) {
                present(server, candidate, accepted, refusals);
            }
        }
        refusals.keySet().removeAll(accepted); // only of the same ones: others say nothing about them
        Optional<HoldfastException> first = refusals.values().stream().findFirst();
        if (first.isPresent()) {
            throw first.get();
        }
    }

    private void present(
            Server server,
            CredentialsSource candidate,
            Set<CredentialsSource> accepted,
            Map<CredentialsSource, HoldfastException> refusals) {
        Logins stranger = server.strangers(candidate);
        candidate.current();
        try {
            stranger.open(server.place().endpoint(), next.timeouts().connect())
                    .session()
                    .close();
            accepted.add(candidate);
        } catch (Exception failure) {
            HoldfastException sorted = server.sorted(failure);
            if (sorted.kind() == ErrorKind.AUTHENTICATION) {
                refusals.putIfAbsent(candidate, refusal(server, sorted));
            }
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
