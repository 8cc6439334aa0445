package io.holdfast.mongodb.following;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoIterable;
import com.mongodb.client.cursor.TimeoutMode;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.Spliterators;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Something that can be read: it keeps what is said of it, and is made anew from the client of the moment at each reading. */
final class FollowingIterable extends Following {
    private static final Set<String> OTHER = Set.of("map", "withDocumentClass");

    private final List<Step> steps = new CopyOnWriteArrayList<>();

    /** What was said of it, in its order. */
    private record Step(Method method, @Nullable Object[] arguments) {}

    FollowingIterable(Class<?> type, Origin origin) {
        super(type, origin);
    }

    @Override
    @Nullable
    Object use(Object proxy, Method method, @Nullable Object[] arguments) throws Throwable {
        String name = method.getName();
        if (MongoIterable.class.isAssignableFrom(method.getReturnType())) {
            if (OTHER.contains(name)) {
                return made(method, arguments);
            }
            steps.add(new Step(method, arguments));
            return proxy;
        }
        return switch (name) {
            case "iterator", "cursor" -> cursor(method);
            case "spliterator" -> Spliterators.spliteratorUnknownSize(((MongoIterable<?>) proxy).iterator(), 0);
            case "forEach" -> {
                each((MongoIterable<?>) proxy, Reflection.consumer(arguments));
                yield null;
            }
            case "into" -> {
                Collection<@Nullable Object> into = Reflection.collection(arguments);
                each((MongoIterable<?>) proxy, into::add);
                yield into;
            }
            default -> done(method, arguments);
        };
    }

    /** No place is held while what the application does with each is done: it may want one itself. */
    private static void each(MongoIterable<?> iterable, Consumer<@Nullable Object> action) {
        try (MongoCursor<?> cursor = iterable.iterator()) {
            while (cursor.hasNext()) {
                action.accept(cursor.next());
            }
        }
    }

    private @Nullable Object cursor(Method method) throws Throwable {
        return within(Reflection.NONE, pass -> {
            Object cursor = Reflection.result(method, driversOwn(pass), Reflection.NONE);
            return HeldCursor.of((MongoCursor<?>) cursor, pass.stay());
        });
    }

    /** The limit of a statement is one for each batch, so that a long result may be read for long. */
    @Override
    Object of(MongoClient client) {
        Object iterable = fresh(client);
        if (iterable instanceof FindIterable<?> find) {
            find.timeoutMode(TimeoutMode.ITERATION);
        }
        steps.forEach(step -> Reflection.made(step.method(), iterable, step.arguments()));
        return iterable;
    }
}
