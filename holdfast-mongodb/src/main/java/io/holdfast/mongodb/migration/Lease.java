package io.holdfast.mongodb.migration;

import com.mongodb.MongoException;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.log.Log;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Who may change a database: a document with an end, by the clock of the server, that is put off as long as the runner lives.
 * One that was killed is followed ten seconds later.
 *
 * <p>With each runner a number grows, which stands in a document of its own. Every transaction that writes history changes
 * that document, and finds it only under the runner's own number: a runner that was paused for so long that another one
 * followed it is refused.
 */
final class Lease implements AutoCloseable {
    /** The collection of ours in which it is. */
    static final String COLLECTION = "holdfast_migration_lock";

    private static final Log log = Log.of(Lease.class);
    private static final Duration LENGTH = Duration.ofSeconds(10);
    private static final Duration RENEWAL = Duration.ofSeconds(3);
    private static final int DUPLICATE_KEY = 11000;
    private static final String NOW = "$$NOW";

    private final Channel channel;
    private final String id;
    private final String holder = UUID.randomUUID().toString();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread keeper;
    private volatile long number;
    private volatile boolean lost;
    private volatile long confirmed;

    Lease(Channel channel, String history) {
        this.channel = channel;
        this.id = history;
        this.keeper = new Thread(this::renewUntilEnded, "holdfast-migration-lock");
        this.keeper.setDaemon(true);
    }

    /** Takes it if it is free or taken already; otherwise answers who has it, for people. */
    Optional<String> tryTake(String who) {
        if (keeper.isAlive()) {
            check();
            return Optional.empty();
        }
        long asked = System.nanoTime();
        BsonDocument now;
        try {
            now = channel.aside(taking(who)).getDocument("value");
        } catch (MongoException failure) {
            if (failure.getCode() != DUPLICATE_KEY) {
                throw failure;
            }
            return Optional.of("one that began at the same moment");
        }
        if (!now.getString("holder").getValue().equals(holder)) {
            return Optional.of(now.getString("owner").getValue());
        }
        number = now.getNumber("number").longValue();
        confirmed = asked;
        lost = false;
        keeper.start(); // what follows may have to wait for what the last runner had open
        endFormer(now);
        raise();
        return Optional.empty();
    }

    /** In one step, which only the server's clock decides. */
    private BsonDocument taking(String who) {
        BsonValue held = document("$gt", array(text("$until"), text(NOW)));
        BsonDocument next = new BsonDocument("holder", either(held, text("$holder"), text(holder)))
                .append("owner", either(held, text("$owner"), document("$literal", text(who))))
                .append("since", either(held, text("$since"), text(NOW)))
                .append("former", either(held, text("$former"), text("$session")))
                .append("session", either(held, text("$session"), document("$literal", channel.session())))
                .append(
                        "number",
                        either(
                                held,
                                text("$number"),
                                document(
                                        "$add",
                                        array(
                                                document("$ifNull", array(text("$number"), new BsonInt64(0))),
                                                new BsonInt64(1)))))
                .append("until", either(held, text("$until"), end()));
        return new BsonDocument("findAndModify", text(COLLECTION))
                .append("query", document("_id", text(id)))
                .append("update", array(document("$set", next)))
                .append("upsert", BsonBoolean.TRUE)
                .append("new", BsonBoolean.TRUE);
    }

    private static BsonValue either(BsonValue condition, BsonValue yes, BsonValue no) {
        return document("$cond", array(condition, yes, no));
    }

    private static BsonValue end() {
        return document("$add", array(text(NOW), new BsonInt64(LENGTH.toMillis())));
    }

    /** What a runner that was killed had open would be in the way until the server gives it up, a minute later. */
    private void endFormer(BsonDocument now) {
        try {
            if (now.isDocument("former") && !now.getDocument("former").isEmpty()) {
                channel.kill(now.getDocument("former"));
            }
        } catch (MongoException failure) {
            log.debug("{}: what the last runner had open was not ended; the server does it later", id, failure);
        }
    }

    /** From here on nobody with a lower number writes history. */
    private void raise() {
        BsonDocument update = document("q", document("_id", text(id + "/number")))
                .append("u", document("$max", document("number", new BsonInt64(number))))
                .append("upsert", BsonBoolean.TRUE);
        channel.aside(updating(update));
    }

    private void renewUntilEnded() {
        try {
            while (!lost && !ended.await(RENEWAL.toMillis(), TimeUnit.MILLISECONDS)) {
                renewOrTryAgain();
            }
            if (!lost) {
                change(text(NOW));
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        } catch (MongoException | IllegalStateException failure) { // or the client is closed by now
            log.debug("{}: the lock was not given back; it ends by itself", id, failure);
        }
    }

    /** A server that is gone for a moment takes nothing away: what counts is whether somebody else came. */
    private void renewOrTryAgain() {
        try {
            renew();
        } catch (MongoException failure) {
            log.debug("{}: the lock was not renewed; it is tried again", id, failure);
        }
    }

    private void renew() {
        long asked = System.nanoTime();
        if (change(end())) {
            confirmed = asked;
        } else {
            lost = true;
        }
    }

    /** Whether it was ours still. */
    private boolean change(BsonValue until) {
        BsonDocument mine = document("_id", text(id)).append("holder", text(holder));
        BsonDocument update = document("q", mine).append("u", array(document("$set", document("until", until))));
        return matched(channel.aside(updating(update)));
    }

    /**
     * Goes on if it is ours still, as far as that can be known before something is done.
     *
     * @throws HoldfastException of kind MIGRATION if somebody else has it
     */
    void check() {
        boolean old = System.nanoTime() - confirmed > LENGTH.toNanos() / 2;
        if (old && !lost) {
            renew();
        }
        if (lost) {
            throw overtaken();
        }
    }

    /**
     * Makes the transaction that {@code run} writes in one that only this runner can commit.
     *
     * @throws HoldfastException of kind MIGRATION if somebody else is the runner now
     */
    void fence(Function<BsonDocument, BsonDocument> run) {
        BsonDocument mine = document("_id", text(id + "/number")).append("number", new BsonInt64(number));
        BsonDocument update = document("q", mine).append("u", document("$inc", document("writes", new BsonInt64(1))));
        if (!matched(run.apply(updating(update)))) {
            lost = true;
            throw overtaken();
        }
    }

    private static HoldfastException overtaken() {
        return Failure.of(
                        ErrorKind.MIGRATION,
                        "another runner has followed this one, which said nothing for more than %d seconds"
                                .formatted(LENGTH.toSeconds()))
                .withHint("look at holdfast migrate status: the other one has gone on with it")
                .exception();
    }

    private static boolean matched(BsonDocument answer) {
        return answer.getNumber("n", new BsonInt32(0)).intValue() > 0;
    }

    private static BsonDocument updating(BsonDocument update) {
        return new BsonDocument("update", text(COLLECTION)).append("updates", array(update));
    }

    private static BsonDocument document(String key, BsonValue value) {
        return new BsonDocument(key, value);
    }

    private static BsonArray array(BsonValue... values) {
        return new BsonArray(List.of(values));
    }

    private static BsonString text(String value) {
        return new BsonString(value);
    }

    /** Gives it back, without waiting for the server. */
    void leave() {
        ended.countDown();
    }

    /** Gives it back; where the server does not answer in time, it ends by itself. */
    @Override
    public void close() {
        leave();
        try {
            keeper.join(LENGTH.toMillis());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }
}
