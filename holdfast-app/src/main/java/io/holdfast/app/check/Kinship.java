package io.holdfast.app.check;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Access;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engine.Fact;
import io.holdfast.engine.Engine.Level;
import io.holdfast.engine.Roles;
import io.holdfast.engine.Roles.Role;
import io.holdfast.engine.Session;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.Phase;
import java.time.Duration;
import java.util.Optional;

/** Whether a standby is a copy of the primary, and only one of the two takes writes. */
record Kinship(Engine engine, Duration connecting) {

    /** What there is to say about {@code copy}; nothing where the engine's servers have no copies. */
    Optional<Fact> between(Endpoint primary, SqlSession copy) throws Exception {
        Optional<Roles> roles = engine.roles();
        if (roles.isEmpty()) {
            return Optional.empty();
        }
        Role standby = roles.get().role(copy);
        try (Session session = engine.open(primary, connecting)) {
            return session instanceof SqlSession original
                    ? Optional.of(compare(roles.get().role(original), standby))
                    : Optional.empty();
        } catch (Exception failure) {
            String why = engine.classify(failure, Phase.CONNECT).sentence();
            return Optional.of(fact(
                    "unknown: the primary does not answer: " + why,
                    Level.WARNING,
                    "look again when the primary answers"));
        }
    }

    private static Fact compare(Role primary, Role standby) {
        if (!primary.system().equals(standby.system())) {
            return fact(
                    "no: it has another system identifier",
                    Level.ERROR,
                    "correct its address, or make the standby from the primary, with pg_basebackup");
        }
        if (primary.access() == Access.READ_WRITE && standby.access() == Access.READ_WRITE) {
            return fact(
                    "no longer: both take writes, on timelines %d and %d"
                            .formatted(primary.timeline(), standby.timeline()),
                    Level.ERROR,
                    "stop the one that is not to go on, or make it a standby of the other");
        }
        return fact("yes", Level.OK, "");
    }

    private static Fact fact(String value, Level level, String advice) {
        return new Fact("copy-of-primary", value, level, advice);
    }
}
