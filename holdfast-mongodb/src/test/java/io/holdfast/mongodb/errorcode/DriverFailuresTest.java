package io.holdfast.mongodb.errorcode;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoSocketWriteException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ServerId;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ERR-2, ERR-4: failures of MongoDB and its driver are told apart, and nothing of a document is told. */
final class DriverFailuresTest {
    private static final ServerAddress SERVER = new ServerAddress("localhost");
    private static final String VALUE = "ada@example.org";

    static MongoCommandException command(int code, String... labels) {
        var answer = new BsonDocument("ok", new BsonInt32(0))
                .append("code", new BsonInt32(code))
                .append("errmsg", new BsonString("the value " + VALUE + " is to blame"));
        if (labels.length > 0) {
            var list = new BsonArray();
            List.of(labels).forEach(label -> list.add(new BsonString(label)));
            answer.append("errorLabels", list);
        }
        return new MongoCommandException(answer, SERVER);
    }

    private static void is(ErrorKind kind, RetryClass retry, Throwable thrown, Phase phase) {
        Failure failure = DriverFailures.failure(thrown, phase);

        assertThat(failure.kind()).as(failure.sentence()).isEqualTo(kind);
        assertThat(failure.retry()).as(failure.sentence()).isEqualTo(retry);
        assertThat(failure.sentence()).doesNotContain(VALUE);
        assertThat(failure.hint()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeOfTheTableHasItsMeaning(Phase phase) {
        assertThat(CodeTable.lines()).hasSizeGreaterThan(60).allSatisfy(line -> {
            Failure failure = DriverFailures.failure(command(line.code()), phase);

            assertThat(failure.vendorCode()).isEqualTo(line.code());
            assertThat(failure.sentence()).doesNotContain(VALUE);
            if (line.code() != 112) {
                assertThat(failure).isEqualTo(MongodbErrorCodes.failure(line, phase));
            }
        });
    }

    @Test
    void aCodeThatNobodyForesawIsNeverTriedAgain() {
        is(ErrorKind.INTERNAL, RetryClass.NEVER, command(987_654), Phase.BODY);
        assertThat(DriverFailures.failure(command(987_654), Phase.BODY).vendorCode())
                .isEqualTo(987_654);
    }

    @Test
    void aTransactionThatWasGivenUpIsRunAgainAndASingleWriteIsNot() {
        is(ErrorKind.SERIALIZATION, RetryClass.REPLAY, command(112, "TransientTransactionError"), Phase.BODY);
        is(ErrorKind.SERIALIZATION, RetryClass.NEVER, command(112), Phase.BODY);
        is(ErrorKind.OUTCOME_UNKNOWN, RetryClass.RESOLVE, command(50, "UnknownTransactionCommitResult"), Phase.COMMIT);
        is(ErrorKind.READ_ONLY, RetryClass.REPLAY, command(10107, "NoWritesPerformed"), Phase.COMMIT);
    }

    @Test
    void theOutcomeOfAWriteThatIsNotConfirmedIsUnknown() {
        is(ErrorKind.OUTCOME_UNKNOWN, RetryClass.RESOLVE, command(64), Phase.BODY);
        is(ErrorKind.OUTCOME_UNKNOWN, RetryClass.RESOLVE, command(189), Phase.COMMIT);
        is(ErrorKind.READ_ONLY, RetryClass.FAILOVER, command(189), Phase.BODY);
    }

    @Test
    void ofAKeyThatIsThereAlreadyTheIndexIsNamedAndNotTheValue() {
        String said =
                "E11000 duplicate key error collection: app.users index: email_1 dup key: { email: \"" + VALUE + "\" }";
        var write = new MongoWriteException(
                new WriteError(11000, said, new BsonDocument("email", new BsonString(VALUE))), SERVER, Set.of());

        is(ErrorKind.UNIQUE_VIOLATION, RetryClass.NEVER, write, Phase.BODY);
        assertThat(DriverFailures.failure(write, Phase.BODY).sentence())
                .isEqualTo("the index email_1 has a document with this key already");
    }

    @Test
    void aBatchIsJudgedByItsFirstError() {
        var batch = new MongoBulkWriteException(
                BulkWriteResult.unacknowledged(),
                List.of(new BulkWriteError(121, "Document failed validation " + VALUE, new BsonDocument(), 3)),
                null,
                SERVER,
                Set.of());

        is(ErrorKind.CHECK_VIOLATION, RetryClass.NEVER, batch, Phase.BODY);
    }

    @Test
    void connectionsThatBreakAreToldFromThoseThatNeverCameAbout() {
        var broken =
                new MongoSocketWriteException("Exception sending message", SERVER, new java.io.IOException("reset"));

        is(ErrorKind.CONNECTION, RetryClass.RECONNECT, broken, Phase.CONNECT);
        is(ErrorKind.CONNECTION, RetryClass.REPLAY_ON_NEW_CONNECTION, broken, Phase.BODY);
        is(ErrorKind.OUTCOME_UNKNOWN, RetryClass.RESOLVE, broken, Phase.COMMIT);
        is(
                ErrorKind.CONNECTION,
                RetryClass.RECONNECT,
                new MongoSocketOpenException("refused", SERVER, new java.net.ConnectException("refused")),
                Phase.CONNECT);
        is(
                ErrorKind.CONNECTION,
                RetryClass.REPLAY_ON_NEW_CONNECTION,
                new MongoConnectionPoolClearedException(
                        new ServerId(new ClusterId(), SERVER), new IllegalStateException("cleared")),
                Phase.BODY);
        is(
                ErrorKind.CONNECTION,
                RetryClass.RECONNECT,
                new MongoTimeoutException("Timed out while waiting for a server that matches"),
                Phase.CONNECT);
    }

    @Test
    void whatTakesTooLongIsATimeoutAndAWriteIsInDoubtThen() {
        var silent = new MongoSocketReadTimeoutException("timeout", SERVER, new SocketTimeoutException("read"));

        is(ErrorKind.TIMEOUT, RetryClass.NEVER, silent, Phase.CONNECT);
        is(ErrorKind.OUTCOME_UNKNOWN, RetryClass.RESOLVE, silent, Phase.COMMIT);
        is(
                ErrorKind.POOL_EXHAUSTED,
                RetryClass.BACK_OFF,
                new MongoTimeoutException("Timed out after 100 ms while waiting for a connection to server"),
                Phase.CONNECT);
    }

    @Test
    void whoIsNotLetInIsToldSo() {
        MongoCredential credential = MongoCredential.createCredential("ada", "app", "pw".toCharArray());

        is(
                ErrorKind.AUTHENTICATION,
                RetryClass.REFRESH_CREDENTIALS,
                new MongoSecurityException(credential, "Exception authenticating " + VALUE, command(18)),
                Phase.CONNECT);
        is(
                ErrorKind.CONNECTION,
                RetryClass.RECONNECT,
                new MongoSecurityException(
                        credential,
                        "Exception authenticating",
                        new MongoSocketWriteException("broken", SERVER, new java.io.IOException("reset"))),
                Phase.CONNECT);
        is(
                ErrorKind.TLS,
                RetryClass.NEVER,
                new MongoSocketWriteException("broken", SERVER, new SSLHandshakeException("no trusted certificate")),
                Phase.CONNECT);
        is(ErrorKind.PERMISSION, RetryClass.NEVER, command(13), Phase.BODY);
    }

    @Test
    void anInterruptIsACancellation() {
        is(
                ErrorKind.CANCELLED,
                RetryClass.NEVER,
                new MongoInterruptedException("Interrupted", new InterruptedException()),
                Phase.BODY);
    }

    @Test
    void labelsAloneMakeNoMeaning() {
        MongoException labelled = new MongoException("something");
        labelled.addLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);

        is(ErrorKind.INTERNAL, RetryClass.REPLAY, labelled, Phase.BODY);
    }
}
