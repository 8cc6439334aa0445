package io.holdfast.app.reload;

import io.holdfast.Holdfast;
import io.holdfast.config.ConfigLoader;
import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.engine.Engines;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A program with one database {@code app}, and what it was told. */
final class Running implements AutoCloseable {
    private final List<Event> told = new CopyOnWriteArrayList<>();
    private final Holdfast holdfast;

    Running(ConfigLoader loader) {
        var events = new Events();
        events.listen(told::add);
        this.holdfast = Holdfast.open(loader, Engines.onClassPath(), Time.real(), events);
    }

    Holdfast holdfast() {
        return holdfast;
    }

    Database app() {
        return holdfast.database("app");
    }

    /** One number, read by {@code query}. */
    long read(String query) {
        return app().call(Operation.read("read"), session -> {
            try (Statement statement = session.connection().createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** What was told, of one kind. */
    <E extends Event> List<E> told(Class<E> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Everything that was told, as it prints. */
    String all() {
        return told.toString();
    }

    @Override
    public void close() {
        holdfast.close();
    }
}
