package io.holdfast.routing;

import io.holdfast.database.Database;
import io.holdfast.document.Documents;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.error.ConfigurationException;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.RejectedException;
import io.holdfast.log.Log;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stores of documents in the databases with a role. Each database has shown that it is the one of its role before
 * anything is done in it, and each store refuses what does not belong there.
 *
 * <pre>{@code
 * RoutedStores stores = RoutedStores.open(databases, RoutingOptions.USUAL);
 * UserId ada = UserId.of(UserType.INTERNAL, new RawId("ada"));
 * Route route = Router.route(ada.type(), Category.USER, DataOperation.CREATE);
 * stores.of(route, Category.USER).get(0).insertIfAbsent(…);
 * }</pre>
 *
 * <p>Safe for use by many threads. Operations of the stores throw a {@link HoldfastException} with one of three texts,
 * {@code error in storing to …}, {@code error in fetching from …} or {@code error in moving data to …}, of the kind and
 * retry class of the failure that is its cause; or one of kind PERMISSION, after which nothing was done, for what does not
 * belong there. The databases stay those of the caller, who closes them.
 */
public final class RoutedStores {
    private static final Log LOG = Log.of(RoutedStores.class);

    private final Map<Role, Database> databases;
    private final Map<Role, RoleCheck> checks = new EnumMap<>(Role.class);
    private final RoutingOptions options;
    private final ErrorCounts errors = new ErrorCounts();

    private RoutedStores(Map<Role, Database> databases, RoutingOptions options) {
        this.databases = databases;
        this.options = options;
        var identities = new Identities(databases, options);
        databases.forEach((role, database) -> checks.put(role, new RoleCheck(role, database, identities, options)));
        refuse(identities.sameAddresses());
    }

    /**
     * The stores of {@code databases}, of which some may be absent, and some down: these are looked at when they are used.
     *
     * @throws ConfigurationException if a database is that of another role, or that of two; it holds all problems
     */
    public static RoutedStores open(Map<Role, Database> databases, RoutingOptions options) {
        Map<Role, Database> byRole = new EnumMap<>(Role.class);
        byRole.putAll(databases);
        var stores = new RoutedStores(Collections.unmodifiableMap(byRole), options);
        stores.check();
        return stores;
    }

    private void check() {
        List<String> problems = new ArrayList<>();
        checks.forEach((role, check) -> {
            try {
                check.problem().ifPresent(problems::add);
            } catch (HoldfastException failure) {
                if (isFinal(role, failure)) {
                    problems.add("%s cannot be used: %s"
                            .formatted(role.database(), failure.failure().sentence()));
                } else {
                    LOG.warn(later(role, failure), Map.of("database", role.database()), null);
                }
            }
        });
        refuse(problems);
    }

    /** Whether the database answered, and would say the same again; a server that takes no writes now may be about to. */
    private boolean isFinal(Role role, HoldfastException failure) {
        boolean isRefused = failure instanceof RejectedException || failure instanceof ConfigurationException;
        boolean isUp = Optional.ofNullable(databases.get(role))
                .flatMap(Database::failure)
                .isEmpty();
        return isRefused && isUp && failure.kind() != ErrorKind.READ_ONLY;
    }

    private static String later(Role role, HoldfastException failure) {
        return "%s %s cannot be looked at now, and is before its first use: %s (%s)"
                .formatted(
                        role.marker(),
                        role.database(),
                        failure.failure().sentence(),
                        failure.kind().code());
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigurationException("the setting of databases with a role", problems);
        }
    }

    /** The roles for which there are databases. */
    public Set<Role> roles() {
        return databases.keySet();
    }

    /**
     * The store of {@code category} in the database of {@code role}.
     *
     * @throws HoldfastException of kind CONFIGURATION if there is no such database
     */
    public DocumentStore of(Role role, Category category) {
        Database database = databases.get(role);
        RoleCheck check = checks.get(role);
        if (database == null || check == null) {
            throw Failure.of(ErrorKind.CONFIGURATION, "no database is declared for " + role.database())
                    .withHint("set %s, or declare %s".formatted(role.urlVariable(), role.declaredName()))
                    .during("choose-store", role.database())
                    .exception();
        }
        return new GuardedStore(
                Documents.store(database, role.collection(category)),
                category,
                new Guard(role, category, options.refusals()),
                new Attempts(role, check, options.mask(), errors));
    }

    /**
     * The stores to which {@code route} leads, in its order.
     *
     * @throws HoldfastException of kind PERMISSION if it is refused, CONFIGURATION if there is no such database
     */
    public List<DocumentStore> of(Route route, Category category) {
        if (route instanceof Route.Refused refused) {
            throw Failure.of(ErrorKind.PERMISSION, refused.reason().sentence())
                    .withHint("ask as an internal user")
                    .during("choose-store", "")
                    .exception();
        }
        return route.roles().stream().map(role -> of(role, category)).toList();
    }

    /** How often what failed. */
    public ErrorCounts errors() {
        return errors;
    }
}
