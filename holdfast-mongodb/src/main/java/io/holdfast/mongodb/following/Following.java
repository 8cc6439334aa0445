package io.holdfast.mongodb.following;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import io.holdfast.engine.DriverClient;
import io.holdfast.engine.Turnstile;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object of the driver that belongs to no client: it knows how it is made from one, and each of its operations passes the
 * turnstile and is done by the object that the client found there makes. So what an application keeps for years, a client, a
 * database, a collection, follows changed credentials and limits.
 *
 * <p>What goes on afterwards goes on with the client that it began with: a cursor and a session keep theirs open.
 */
public class Following implements InvocationHandler {
    private static final List<Class<?>> FOLLOWED =
            List.of(MongoIterable.class, MongoDatabase.class, MongoCollection.class, MongoCluster.class);

    private final Class<?> type;
    private final Origin origin;
    private volatile @Nullable Made made;

    /**
     * Where an object comes from.
     *
     * @param turnstile where its operations pass
     * @param maker makes it from a client
     * @param finder finds clients
     */
    record Origin(Turnstile turnstile, Function<MongoClient, Object> maker, Finder finder) {

        /** What is made of it, of which {@code arguments} may say that it belongs to a session. */
        Origin of(Function<MongoClient, Object> makes, @Nullable Object[] arguments) {
            return new Origin(HeldSession.turnstile(arguments).orElse(turnstile), makes, finder);
        }
    }

    /**
     * Finds clients.
     *
     * @param inside the driver's own in what the turnstile gives
     * @param latest the one that was found last
     */
    record Finder(Function<DriverClient, MongoClient> inside, AtomicReference<@Nullable MongoClient> latest) {
        MongoClient of(Turnstile.Pass pass) {
            MongoClient driver = inside.apply(pass.client());
            latest.lazySet(driver);
            return driver;
        }
    }

    /** What was made, and from which client. */
    private record Made(MongoClient client, Object object) {}

    Following(Class<?> type, Origin origin) {
        this.type = type;
        this.origin = origin;
    }

    /**
     * A client whose operations pass {@code turnstile}; closing it does nothing.
     *
     * @param inside the driver's own client in what the turnstile gives
     */
    public static MongoClient client(Turnstile turnstile, Function<DriverClient, MongoClient> inside) {
        var finder = new Finder(inside, new AtomicReference<>());
        var origin = new Origin(turnstile, client -> client, finder);
        return Reflection.proxy(MongoClient.class, new Following(MongoClient.class, origin));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        @Nullable Object[] arguments = Reflection.arguments(given);
        if (method.getDeclaringClass() == Object.class) {
            return Reflection.ofObject(type, proxy, method, arguments);
        }
        return use(proxy, method, arguments);
    }

    /** Does what {@code method} of the driver's type says. */
    @Nullable
    Object use(Object proxy, Method method, @Nullable Object[] arguments) throws Throwable {
        if (type == MongoClient.class && method.getName().equals("close")) {
            return null;
        }
        if (isFollowed(method.getReturnType())) {
            return made(method, arguments);
        }
        if (ClientSession.class.isAssignableFrom(method.getReturnType())) {
            return begun(method, arguments);
        }
        return asksNobody(method) ? Reflection.call(method, any(), arguments) : done(method, arguments);
    }

    private static boolean isFollowed(Class<?> result) {
        return FOLLOWED.stream().anyMatch(followed -> followed.isAssignableFrom(result));
    }

    private static boolean asksNobody(Method method) {
        return method.getParameterCount() == 0
                && method.getName().startsWith("get")
                && !method.getName().equals("getClusterDescription");
    }

    /** Another object of the driver, which follows as well. */
    final Object made(Method method, @Nullable Object[] arguments) {
        Class<?> result = method.getReturnType();
        Origin next = origin.of(client -> Reflection.made(method, of(client), arguments), arguments);
        return Reflection.proxy(
                result,
                MongoIterable.class.isAssignableFrom(result)
                        ? new FollowingIterable(result, next)
                        : new Following(result, next));
    }

    private @Nullable Object begun(Method method, @Nullable Object[] arguments) throws Throwable {
        return within(arguments, pass -> {
            var session = (ClientSession) Reflection.result(method, driversOwn(pass), arguments);
            return HeldSession.of(session, pass.stay());
        });
    }

    /** An operation from its beginning to its end. */
    final @Nullable Object done(Method method, @Nullable Object[] arguments) throws Throwable {
        return within(arguments, pass -> Reflection.call(method, driversOwn(pass), arguments));
    }

    /** What is done in a place. */
    interface Work {
        @Nullable
        Object with(Turnstile.Pass pass) throws Throwable;
    }

    /**
     * Does {@code work}; with another client if the server has refused this one before anything was sent, because the password
     * was changed there a moment ago.
     */
    final @Nullable Object within(@Nullable Object[] arguments, Work work) throws Throwable {
        Turnstile turnstile = HeldSession.turnstile(arguments).orElse(origin.turnstile());
        while (true) {
            Turnstile.Pass pass = Reflection.enter(turnstile);
            try (pass) {
                return work.with(pass);
            } catch (MongoSecurityException | MongoConnectionPoolClearedException unsent) {
                if (turnstile instanceof Turnstile.Stay || !pass.renewed()) {
                    throw unsent;
                }
            }
        }
    }

    /** What stands for this in the client of {@code pass}. */
    final Object driversOwn(Turnstile.Pass pass) {
        return of(origin.finder().of(pass));
    }

    /** What {@code client} makes. */
    Object of(MongoClient client) {
        Made known = made;
        if (known == null || known.client() != client) {
            known = new Made(client, fresh(client));
            made = known;
        }
        return known.object();
    }

    final Object fresh(MongoClient client) {
        return origin.maker().apply(client);
    }

    /** The same whichever client makes it: one that is closed by now serves as well. */
    private Object any() {
        MongoClient known = origin.finder().latest().get();
        if (known != null) {
            return of(known);
        }
        try (Turnstile.Pass pass = Reflection.enter(origin.turnstile())) {
            return driversOwn(pass);
        }
    }
}
