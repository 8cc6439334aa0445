package io.holdfast.mongodb.errorcode;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteError;
import io.holdfast.error.Causes;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.mongodb.tls.MongodbTls;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.BsonSerializationException;

/**
 * What a failure of the driver means: by its code where the server gave one, else by its class; what may be done again, by
 * its labels where it has any
 * (<a href="https://github.com/mongodb/specifications/blob/master/source/transactions/transactions.md">transactions</a>,
 * <a href="https://github.com/mongodb/specifications/blob/master/source/retryable-writes/retryable-writes.md">retryable
 * writes</a>). What the server says is not repeated: it shows the values of documents.
 */
public final class DriverFailures {
    private static final int WRITE_CONFLICT = 112;
    private static final int DUPLICATE_KEY = 11000;
    private static final Pattern INDEX = Pattern.compile("index: (?:\\S+\\$)?([A-Za-z0-9_.-]{1,60}) dup key");
    private static final Pattern TRUST = Pattern.compile("SSLException|SSLHandshakeException|CertificateException");
    private static final Pattern OUTAGE = Pattern.compile("java\\.net\\.SocketException|java\\.io\\.EOFException");
    private static final String NO_SERVER = "no server of the MongoDB deployment that fits could be reached";
    private static final Meaning UNREACHABLE = new Meaning(
            ErrorKind.CONNECTION,
            Course.LOST,
            NO_SERVER,
            "check that the servers run, and that the address names them and their replica set as they do");
    private static final Meaning BROKEN = new Meaning(
            ErrorKind.CONNECTION,
            Course.LOST,
            "the connection to the MongoDB server broke",
            "check that the server runs and that the network is up");
    private static final Meaning UNTRUSTED = new Meaning(
            ErrorKind.TLS,
            Course.NEVER,
            "no encrypted connection to the MongoDB server came about",
            "check tls in the settings: the certificates to trust, and the name in the server's");

    private DriverFailures() {}

    /** The meaning of {@code thrown} in {@code phase}; never fails itself. */
    public static Failure failure(Throwable thrown, Phase phase) {
        List<Throwable> causes = Causes.of(thrown);
        for (Throwable each : causes) {
            if (each instanceof HoldfastException known) {
                return known.failure();
            }
        }
        for (Throwable each : causes) {
            if (each instanceof BsonSerializationException unfit) {
                return unfit(unfit).in(phase);
            }
            if (each instanceof MongoException report) {
                return of(report, causes, phase);
            }
        }
        return Failure.of(ErrorKind.INTERNAL, "an unexpected failure while working with MongoDB")
                .withHint("run the command again with --debug and report what it shows");
    }

    private static Meaning unfit(BsonSerializationException unfit) {
        return new Meaning(
                ErrorKind.DATA,
                Course.NEVER,
                unfit instanceof BsonMaximumSizeExceededException
                        ? "the document is larger than MongoDB takes"
                        : "the document cannot be written for MongoDB",
                "change or split the document");
    }

    private static Failure of(MongoException report, List<Throwable> causes, Phase phase) {
        Optional<Failure> encryption = MongodbTls.failure(causes, phase);
        if (encryption.isPresent()) {
            return encryption.get();
        }
        int code = code(report);
        Meaning meaning = byClass(report, causes).orElseGet(() -> said(CodeTable.of(code), code, report));
        Failure failure = byLabels(meaning, report, phase).in(phase);
        return code > 0 ? failure.withCodes(null, code) : failure;
    }

    /** The code that the server gave; 0 or less for one that the driver made up. */
    private static int code(MongoException report) {
        if (report instanceof MongoWriteException write) {
            return write.getError().getCode();
        }
        if (report instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteErrors().stream()
                    .map(WriteError::getCode)
                    .findFirst()
                    .orElseGet(() -> bulk.getWriteConcernError() == null
                            ? 0
                            : bulk.getWriteConcernError().getCode());
        }
        return report instanceof MongoSecurityException && report.getCause() instanceof MongoException cause
                ? cause.getCode()
                : report.getCode();
    }

    private static Optional<Meaning> byClass(MongoException report, List<Throwable> causes) {
        if (report instanceof MongoSecurityException) {
            boolean reached = causes.stream().noneMatch(MongoSocketException.class::isInstance);
            return Optional.of(reached ? CodeTable.of(18) : BROKEN);
        }
        if (report instanceof MongoInterruptedException) {
            return Optional.of(new Meaning(
                    ErrorKind.CANCELLED, Course.NEVER, "the work was interrupted", "try again if that was not meant"));
        }
        if (report instanceof MongoSocketReadTimeoutException || report instanceof MongoOperationTimeoutException) {
            return Optional.of(new Meaning(
                    ErrorKind.TIMEOUT,
                    Course.IN_DOUBT,
                    "the MongoDB server did not answer in time",
                    "check the server's load, or give it more time"));
        }
        if (report instanceof MongoTimeoutException) {
            return Optional.of(waited(report));
        }
        if (report instanceof MongoSocketOpenException) {
            return Optional.of(UNREACHABLE);
        }
        if (report instanceof MongoSocketException || report instanceof MongoConnectionPoolClearedException) {
            return Optional.of(BROKEN);
        }
        return refused(report);
    }

    private static Optional<Meaning> refused(MongoException report) {
        if (report instanceof MongoIncompatibleDriverException) {
            return Optional.of(new Meaning(
                    ErrorKind.UNSUPPORTED,
                    Course.NEVER,
                    "the server is too old or too new for this release",
                    "use a server of version 4.2 or later"));
        }
        if (report instanceof MongoConfigurationException) {
            return Optional.of(new Meaning(
                    ErrorKind.CONFIGURATION,
                    Course.NEVER,
                    "the address or an option of it cannot be used",
                    "check the address against MongoDB's connection string options"));
        }
        return Optional.empty();
    }

    /** The driver has one class for both; only the text tells them apart. */
    private static Meaning waited(MongoException report) {
        String text = String.valueOf(report.getMessage());
        if (text.contains("waiting for a connection")) {
            return new Meaning(
                    ErrorKind.POOL_EXHAUSTED,
                    Course.BACK_OFF,
                    "every connection to MongoDB was in use for too long",
                    "make the pool larger, or what holds its connections shorter");
        }
        return TRUST.matcher(text).find() && !OUTAGE.matcher(text).find() ? UNTRUSTED : UNREACHABLE;
    }

    /** Of a key that is there already the index is named, and not the value. */
    private static Meaning said(Meaning meaning, int code, MongoException report) {
        if (code != DUPLICATE_KEY) {
            return meaning;
        }
        Matcher index = INDEX.matcher(String.valueOf(report.getMessage()));
        return index.find()
                ? meaning.saying("the index %s has a document with this key already".formatted(index.group(1)))
                : meaning;
    }

    private static Meaning byLabels(Meaning meaning, MongoException report, Phase phase) {
        if (report.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL) && phase == Phase.COMMIT) {
            return meaning.going(Course.IN_DOUBT);
        }
        if (report.hasErrorLabel("NoWritesPerformed") && meaning.course() != Course.NEVER) {
            return meaning.going(Course.REPLAY);
        }
        if (report.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)) {
            return meaning.going(meaning.course() == Course.LOST ? Course.LOST : Course.REPLAY);
        }
        return code(report) == WRITE_CONFLICT ? meaning.going(Course.NEVER) : meaning;
    }
}
