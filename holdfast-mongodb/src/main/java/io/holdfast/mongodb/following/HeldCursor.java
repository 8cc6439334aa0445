package io.holdfast.mongodb.following;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoCursor;
import io.holdfast.engine.Turnstile;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cursor that keeps its client open until it is closed or at its end; a batch is fetched as any other operation is done. */
final class HeldCursor implements InvocationHandler {
    private static final Set<String> FETCHING = Set.of("hasNext", "next", "tryNext");

    private final MongoCursor<?> cursor;
    private final Turnstile.Stay stay;

    private HeldCursor(MongoCursor<?> cursor, Turnstile.Stay stay) {
        this.cursor = cursor;
        this.stay = stay;
    }

    static Object of(MongoCursor<?> cursor, Turnstile.Stay stay) {
        var held = new HeldCursor(cursor, stay);
        return cursor instanceof MongoChangeStreamCursor
                ? Reflection.proxy(MongoChangeStreamCursor.class, held)
                : Reflection.proxy(MongoCursor.class, held);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        @Nullable Object[] arguments = Reflection.arguments(given);
        String name = method.getName();
        if (method.getDeclaringClass() == Object.class) {
            return Reflection.ofObject(MongoCursor.class, proxy, method, arguments);
        }
        if (name.equals("forEachRemaining")) {
            MongoCursor<?> self = (MongoCursor<?>) proxy;
            self.forEachRemaining(Reflection.consumer(arguments));
            return null;
        }
        if (name.equals("close")) {
            close();
            return null;
        }
        return FETCHING.contains(name) && cursor.available() == 0
                ? fetched(method, arguments)
                : Reflection.call(method, cursor, arguments);
    }

    private @Nullable Object fetched(Method method, @Nullable Object[] arguments) throws Throwable {
        Turnstile.Pass pass = Reflection.enter(stay);
        try (pass) {
            Object result = Reflection.call(method, cursor, arguments);
            if (Boolean.FALSE.equals(result)) {
                stay.close();
            }
            return result;
        }
    }

    private void close() {
        try {
            cursor.close();
        } finally {
            stay.close();
        }
    }
}
