package io.holdfast.mongodb.following;

import com.mongodb.MongoTimeoutException;
import io.holdfast.engine.Turnstile;
import io.holdfast.error.HoldfastException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What all that stand before objects of the driver have in common. */
final class Reflection {
    static final @Nullable Object[] NONE = {};

    private Reflection() {}

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Reflection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    static @Nullable Object[] arguments(@Nullable Object @Nullable [] given) {
        return given == null ? NONE : given;
    }

    static @Nullable Object ofObject(Class<?> type, Object proxy, Method method, @Nullable Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> type.getSimpleName() + " through Holdfast";
        };
    }

    /** What the driver's object answers; it is given its own sessions. */
    static @Nullable Object call(Method method, Object target, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(
                    target, Arrays.stream(arguments).map(HeldSession::inside).toArray());
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    /** The same, of a method that always answers. */
    static Object result(Method method, Object target, @Nullable Object[] arguments) throws Throwable {
        return Objects.requireNonNull(call(method, target, arguments));
    }

    /** The same, of a method that asks no server. */
    static Object made(Method method, Object target, @Nullable Object[] arguments) {
        try {
            return result(method, target, arguments);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable checked) {
            throw new UndeclaredThrowableException(checked);
        }
    }

    /** Applications that use the driver know its exceptions. */
    static Turnstile.Pass enter(Turnstile turnstile) {
        try {
            return turnstile.enter();
        } catch (HoldfastException refused) {
            var failure = new MongoTimeoutException(String.valueOf(refused.getMessage()));
            failure.initCause(refused);
            throw failure;
        }
    }

    @SuppressWarnings("unchecked")
    static Consumer<@Nullable Object> consumer(@Nullable Object[] arguments) {
        return (Consumer<@Nullable Object>) Objects.requireNonNull(arguments[0]);
    }

    @SuppressWarnings("unchecked")
    static Collection<@Nullable Object> collection(@Nullable Object[] arguments) {
        return (Collection<@Nullable Object>) Objects.requireNonNull(arguments[0]);
    }
}
