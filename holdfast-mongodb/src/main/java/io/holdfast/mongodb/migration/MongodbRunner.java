package io.holdfast.mongodb.migration;

import com.mongodb.MongoException;
import io.holdfast.engine.CommandRunner;
import io.holdfast.engine.HistoryLines;
import io.holdfast.engine.MigrationStatement;
import io.holdfast.engine.Migrator.Remains;
import io.holdfast.engine.Migrator.Terms;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * A session that runs migrations. Commands that change documents are in a transaction together with their history; commands
 * that change collections and indexes cannot be, and are looked for when a runner has died over them.
 */
final class MongodbRunner implements CommandRunner {
    private final Channel channel;
    private final String database;
    private @Nullable Lease lease;

    MongodbRunner(Channel channel, String database) {
        this.channel = channel;
        this.database = database;
    }

    @Override
    public HistoryLines lines(String name) {
        return new LineCollection(channel, this::lease, name);
    }

    private Lease lease() {
        if (lease == null) {
            throw new IllegalStateException("only one runner writes, and this is not it yet");
        }
        return lease;
    }

    @Override
    public Optional<String> tryLock(String history, String who) {
        if (lease == null) {
            lease = new Lease(channel, history);
            channel.whenLost(lease::leave);
        }
        return lease.tryTake(who);
    }

    @Override
    public boolean keepsLock() {
        return true;
    }

    @Override
    public boolean holdsObjects(Set<String> others) {
        for (String name : channel.database().listCollectionNames()) {
            boolean ours = others.contains(name) || name.equals(Lease.COLLECTION) || name.startsWith("system.");
            if (!ours) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<String> refusal(MigrationStatement command) {
        return channel.isTransactional() || !Command.of(command).isData()
                ? Optional.empty()
                : Optional.of(
                        "it changes documents, and this server has no transactions, so that after an interruption nobody"
                                + " could tell what of it is done; expected a replica set, of one member if need be");
    }

    @Override
    public Optional<String> loss(MigrationStatement command) {
        return new DocumentLosses(channel).of(Command.of(command));
    }

    // one after the other

    @Override
    public Optional<String> begin(Terms terms) {
        channel.begin();
        return Optional.empty();
    }

    /** What cannot be in a transaction needs nothing before it. */
    @Override
    public void beginAlone(Terms terms) {}

    @Override
    public void execute(MigrationStatement statement) {
        Command command = Command.of(statement);
        lease().check();
        try {
            if (command.isData()) {
                channel.run(command.document());
            } else {
                define(command);
            }
        } catch (MongoException failure) {
            throw CommandFailures.of(command, failure);
        }
    }

    private void define(Command command) {
        BsonDocument document = command.document().clone();
        if (command.name().equals("renameCollection")) {
            document.put(command.name(), new BsonString(database + "." + command.target()));
            document.put("to", new BsonString(database + "." + command.text("to")));
        } else if (command.name().equals("aggregate") && !document.containsKey("cursor")) {
            document.put("cursor", new BsonDocument());
        }
        channel.runAlone(document, command.name().equals("renameCollection"));
    }

    /** It is never anybody else. */
    @Override
    public void resume() {}

    @Override
    public void commit() {
        channel.commit();
    }

    @Override
    public void rollback() {
        channel.rollback();
    }

    @Override
    public Remains clear(MigrationStatement statement) {
        return new Remnants(channel).of(Command.of(statement));
    }

    @Override
    public void cancel() {
        channel.kill(channel.session());
    }

    @Override
    public void close() {
        try {
            if (lease != null) {
                lease.close();
            }
        } finally {
            channel.close();
        }
    }
}
