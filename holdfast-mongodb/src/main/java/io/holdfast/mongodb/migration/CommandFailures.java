package io.holdfast.mongodb.migration;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.mongodb.errorcode.DriverFailures;
import java.util.Set;
import org.bson.BsonInt32;

/** Says which command failed, with the server's words where those cannot hold what documents hold. */
final class CommandFailures {
    /**
     * BadValue, FailedToParse, TypeMismatch, NamespaceNotFound, IndexNotFound, NamespaceExists, CannotCreateIndex,
     * InvalidOptions, InvalidNamespace, IndexOptionsConflict, IndexKeySpecsConflict, CommandNotSupported, an unknown field:
     * they are about the command itself.
     */
    private static final Set<Integer> ABOUT_THE_COMMAND = Set.of(2, 9, 14, 26, 27, 48, 67, 72, 73, 85, 86, 115, 40415);

    private CommandFailures() {}

    /** What the caller gets. */
    static HoldfastException of(Command command, MongoException thrown) {
        Failure failure = DriverFailures.failure(thrown, Phase.BODY);
        String sentence = "%s of %s: %s%s%s"
                .formatted(command.name(), command.target(), place(thrown), failure.sentence(), words(command, thrown));
        return Failure.of(failure.kind(), sentence)
                .withHint(failure.hint())
                .withRetry(failure.retry())
                .withCodes(failure.sqlState(), failure.vendorCode())
                .causedBy(thrown);
    }

    private static String place(MongoException thrown) {
        if (thrown instanceof MongoWriteException write) {
            int index = write.getError()
                    .getDetails()
                    .getNumber("index", new BsonInt32(0))
                    .intValue();
            return "number %d of it: ".formatted(index + 1);
        }
        return "";
    }

    private static String words(Command command, MongoException thrown) {
        boolean plain = !command.isData()
                && thrown instanceof MongoCommandException refused
                && ABOUT_THE_COMMAND.contains(refused.getErrorCode());
        return plain ? " (%s)".formatted(((MongoCommandException) thrown).getErrorMessage()) : "";
    }
}
