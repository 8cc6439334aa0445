package io.holdfast.mongodb.following;

import com.mongodb.client.ClientSession;
import io.holdfast.engine.Turnstile;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session that keeps its client open until it is closed; operations that are given it are done by that client. */
final class HeldSession implements InvocationHandler {
    private final ClientSession session;
    private final Turnstile.Stay stay;

    private HeldSession(ClientSession session, Turnstile.Stay stay) {
        this.session = session;
        this.stay = stay;
    }

    static ClientSession of(ClientSession session, Turnstile.Stay stay) {
        return Reflection.proxy(ClientSession.class, new HeldSession(session, stay));
    }

    /** Where operations with {@code arguments} pass, if one of these is such a session. */
    static Optional<Turnstile> turnstile(@Nullable Object[] arguments) {
        for (Object each : arguments) {
            HeldSession held = held(each);
            if (held != null) {
                return Optional.of(held.stay);
            }
        }
        return Optional.empty();
    }

    /** The driver's own session, if {@code argument} is one that is held; otherwise what it is. */
    static @Nullable Object inside(@Nullable Object argument) {
        HeldSession held = held(argument);
        return held == null ? argument : held.session;
    }

    private static @Nullable HeldSession held(@Nullable Object argument) {
        return argument instanceof ClientSession
                        && Proxy.isProxyClass(argument.getClass())
                        && Proxy.getInvocationHandler(argument) instanceof HeldSession held
                ? held
                : null;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        @Nullable Object[] arguments = Reflection.arguments(given);
        if (method.getDeclaringClass() == Object.class) {
            return Reflection.ofObject(ClientSession.class, proxy, method, arguments);
        }
        if (method.getName().equals("close")) {
            try {
                session.close();
            } finally {
                stay.close();
            }
            return null;
        }
        return Reflection.call(method, session, arguments);
    }
}
