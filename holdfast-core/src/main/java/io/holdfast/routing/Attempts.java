package io.holdfast.routing;

import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.log.Log;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is tried in the database of one role: a line of the log for each, with the marker of the role, and if it fails the
 * exact text of its stage, in the line and in the exception, and a count.
 */
final class Attempts {
    private static final Log LOG = Log.of(Attempts.class);

    private final Role role;
    private final RoleCheck check;
    private final IdMask mask;
    private final ErrorCounts counts;

    Attempts(Role role, RoleCheck check, IdMask mask, ErrorCounts counts) {
        this.role = role;
        this.check = check;
        this.mask = mask;
        this.counts = counts;
    }

    /**
     * Does {@code work}.
     *
     * @param operation what it is, in lower-case words with dashes
     * @param ids those of the documents that it is about, as far as they are named
     * @throws HoldfastException of the kind and retry class of the failure behind it
     */
    <T> T make(Stage stage, String operation, Collection<String> ids, Supplier<T> work) {
        T result;
        try {
            check.pass();
            result = work.get();
        } catch (HoldfastException failure) {
            counts.add(new ErrorCounts.Place(role, operation, stage));
            Log.attempt(() -> failed(stage, operation, ids, failure));
            throw named(stage, operation, failure);
        }
        if (LOG.isInfo()) {
            Log.attempt(() -> done(stage, operation, ids));
        }
        return result;
    }

    private HoldfastException named(Stage stage, String operation, HoldfastException failure) {
        Failure facts = failure.failure();
        HoldfastException named = new Failure(
                        facts.kind(),
                        facts.retry(),
                        stage.error(role),
                        facts.hint(),
                        role.database(),
                        operation,
                        facts.sqlState(),
                        facts.vendorCode())
                .causedBy(failure);
        return failure.correlation().isEmpty() ? named : named.correlatedWith(failure.correlation());
    }

    private void done(Stage stage, String operation, Collection<String> ids) {
        LOG.info(
                "%s %s: %s%s done".formatted(role.marker(), role.database(), operation, of(ids)),
                values(stage, operation, ids, "done"));
    }

    private void failed(Stage stage, String operation, Collection<String> ids, HoldfastException failure) {
        Map<String, Object> values = values(stage, operation, ids, "failed");
        values.put("kind", failure.kind().code());
        if (!failure.correlation().isEmpty()) {
            values.put("correlation_id", failure.correlation());
        }
        LOG.warn(
                "%s %s: %s%s failed: %s (%s)"
                        .formatted(
                                role.marker(),
                                stage.error(role),
                                operation,
                                of(ids),
                                failure.failure().sentence(),
                                failure.kind().code()),
                values,
                null);
    }

    private Map<String, Object> values(Stage stage, String operation, Collection<String> ids, String outcome) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("database", role.database());
        values.put("operation", operation);
        values.put("stage", stage.code());
        values.put("outcome", outcome);
        if (ids.size() == 1) {
            values.put("user_id", shown(ids.iterator().next()));
        }
        return values;
    }

    private String of(Collection<String> ids) {
        return switch (ids.size()) {
            case 0 -> "";
            case 1 -> " of " + shown(ids.iterator().next());
            default -> " of %d documents".formatted(ids.size());
        };
    }

    private String shown(String id) {
        return UserId.stored(id).map(mask::shown).orElse("a record");
    }
}
