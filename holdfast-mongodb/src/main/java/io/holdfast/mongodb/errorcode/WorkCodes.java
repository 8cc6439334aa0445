package io.holdfast.mongodb.errorcode;

import static io.holdfast.error.ErrorKind.ALREADY_EXISTS;
import static io.holdfast.error.ErrorKind.CANCELLED;
import static io.holdfast.error.ErrorKind.CHECK_VIOLATION;
import static io.holdfast.error.ErrorKind.DATA;
import static io.holdfast.error.ErrorKind.LOCKED;
import static io.holdfast.error.ErrorKind.NOT_FOUND;
import static io.holdfast.error.ErrorKind.SERIALIZATION;
import static io.holdfast.error.ErrorKind.SYNTAX;
import static io.holdfast.error.ErrorKind.TIMEOUT;
import static io.holdfast.error.ErrorKind.UNIQUE_VIOLATION;
import static io.holdfast.error.ErrorKind.UNSUPPORTED;
import static io.holdfast.mongodb.errorcode.Line.line;
import static io.holdfast.mongodb.errorcode.Line.never;

import java.util.List;

/** Codes about what was asked for, and about what others do at the same time. */
final class WorkCodes {
    private static final String CHANGE = "change the document, or the rule that refuses it";
    private static final String WRITE = "check how the request is written";
    private static final String AGAIN = "the whole transaction can be run again";
    private static final String NAME = "check the name, and whether this is the right database";

    static final List<Line> LINES = List.of(
            never(2, "BadValue", SYNTAX, "the server does not accept a value of the request", WRITE),
            never(9, "FailedToParse", SYNTAX, "the server cannot read the request", WRITE),
            never(14, "TypeMismatch", DATA, "a value is of another type than is needed there", CHANGE),
            never(15, "Overflow", DATA, "a number is too large", CHANGE),
            never(16, "InvalidLength", DATA, "a value is too long or too short", CHANGE),
            never(
                    20,
                    "IllegalOperation",
                    UNSUPPORTED,
                    "this deployment cannot do that; transactions need a replica set",
                    "make the server a replica set, of one member if need be"),
            line(24, "LockTimeout", LOCKED, Course.REPLAY, "others held a lock for too long", AGAIN),
            never(26, "NamespaceNotFound", NOT_FOUND, "the collection does not exist", NAME),
            never(27, "IndexNotFound", NOT_FOUND, "the index does not exist", NAME),
            never(28, "PathNotViable", DATA, "a field cannot be made inside of a value that holds no fields", CHANGE),
            never(40, "ConflictingUpdateOperators", SYNTAX, "the same field is changed twice", WRITE),
            never(
                    43,
                    "CursorNotFound",
                    NOT_FOUND,
                    "the server has forgotten where the query was",
                    "ask the question again"),
            line(46, "LockBusy", LOCKED, Course.REPLAY, "others hold a lock", AGAIN),
            never(
                    48,
                    "NamespaceExists",
                    ALREADY_EXISTS,
                    "there is a collection of this name already",
                    "choose another name"),
            never(
                    50,
                    "MaxTimeMSExpired",
                    TIMEOUT,
                    "it took longer than the time that was given",
                    "give it more time, or an index"),
            never(52, "DollarPrefixedFieldName", DATA, "a field has a name that begins with a dollar sign", CHANGE),
            never(54, "NotSingleValueField", DATA, "a field holds a list where one value is needed", CHANGE),
            never(56, "EmptyFieldName", DATA, "a field has an empty name", CHANGE),
            never(57, "DottedFieldName", DATA, "a field has a name with a point in it", CHANGE),
            never(
                    59,
                    "CommandNotFound",
                    UNSUPPORTED,
                    "the server does not know this command",
                    "check the server's version"),
            never(66, "ImmutableField", DATA, "the id of a document cannot be changed", CHANGE),
            never(67, "CannotCreateIndex", SYNTAX, "the index cannot be made as it is described", WRITE),
            never(68, "IndexAlreadyExists", ALREADY_EXISTS, "there is such an index already", "choose another name"),
            never(72, "InvalidOptions", SYNTAX, "the server does not accept an option of the request", WRITE),
            never(73, "InvalidNamespace", SYNTAX, "no collection can have this name", NAME),
            never(
                    85,
                    "IndexOptionsConflict",
                    ALREADY_EXISTS,
                    "there is the same index with other options",
                    "drop the old one first"),
            never(
                    86,
                    "IndexKeySpecsConflict",
                    ALREADY_EXISTS,
                    "there is another index of this name",
                    "choose another name"),
            line(
                    112,
                    "WriteConflict",
                    SERIALIZATION,
                    Course.REPLAY,
                    "another transaction changed the same document",
                    AGAIN),
            line(
                    117,
                    "ConflictingOperationInProgress",
                    LOCKED,
                    Course.REPLAY,
                    "something else is being done that excludes this",
                    AGAIN),
            never(
                    121,
                    "DocumentValidationFailure",
                    CHECK_VIOLATION,
                    "the rule of the collection refused the document",
                    CHANGE),
            never(168, "InvalidPipelineOperator", SYNTAX, "a step of the query is not known", WRITE),
            never(
                    175,
                    "QueryPlanKilled",
                    CANCELLED,
                    "the collection changed while it was searched",
                    "ask the question again"),
            never(237, "CursorKilled", CANCELLED, "somebody ended the query", "ask the question again"),
            line(
                    246,
                    "SnapshotUnavailable",
                    SERIALIZATION,
                    Course.REPLAY,
                    "what the transaction was to see is not there any more",
                    AGAIN),
            line(
                    251,
                    "NoSuchTransaction",
                    SERIALIZATION,
                    Course.REPLAY,
                    "the server has given the transaction up",
                    AGAIN),
            never(257, "TransactionTooLarge", DATA, "the transaction changes more than fits into one", "split it"),
            never(
                    263,
                    "OperationNotSupportedInTransaction",
                    UNSUPPORTED,
                    "this cannot be done in a transaction",
                    "do it outside"),
            line(
                    290,
                    "TransactionExceededLifetimeLimitSeconds",
                    TIMEOUT,
                    Course.NEVER,
                    "the transaction was open for too long",
                    "make it shorter"),
            never(10334, "BSONObjectTooLarge", DATA, "the document is larger than 16 MiB", "split it"),
            never(
                    11000,
                    "DuplicateKey",
                    UNIQUE_VIOLATION,
                    "there is a document with this key already",
                    "use another value, or change the document that is there"),
            never(
                    11601,
                    "Interrupted",
                    CANCELLED,
                    "somebody ended the operation at the server",
                    "try again if that was not meant"),
            never(17419, "DocumentTooLarge", DATA, "the document would become larger than 16 MiB", "split it"));

    private WorkCodes() {}
}
