package io.holdfast.mongodb.errorcode;

import static io.holdfast.error.ErrorKind.AUTHENTICATION;
import static io.holdfast.error.ErrorKind.CONFIGURATION;
import static io.holdfast.error.ErrorKind.CORRUPT;
import static io.holdfast.error.ErrorKind.DISK_FULL;
import static io.holdfast.error.ErrorKind.PERMISSION;
import static io.holdfast.error.ErrorKind.RESOURCE;
import static io.holdfast.error.ErrorKind.TIMEOUT;
import static io.holdfast.error.ErrorKind.UNSUPPORTED;
import static io.holdfast.mongodb.errorcode.Line.elsewhere;
import static io.holdfast.mongodb.errorcode.Line.line;
import static io.holdfast.mongodb.errorcode.Line.lost;
import static io.holdfast.mongodb.errorcode.Line.never;

import java.util.List;

/** Codes about the servers of a deployment, and about who may use them. */
final class ServerCodes {
    private static final String MAJORITY = "check that most servers of the replica set run";

    static final List<Line> LINES = List.of(
            lost(6, "HostUnreachable", "a server of the deployment cannot be reached"),
            lost(7, "HostNotFound", "the name of a server of the deployment is not known"),
            never(
                    13,
                    "Unauthorized",
                    PERMISSION,
                    "the user may not do this",
                    "grant the user a role that may, or use another user"),
            line(
                    18,
                    "AuthenticationFailed",
                    AUTHENTICATION,
                    Course.CREDENTIALS,
                    "user or password were refused",
                    "check both, and authSource in the address"),
            line(
                    64,
                    "WriteConcernTimeout",
                    TIMEOUT,
                    Course.IN_DOUBT,
                    "the write was done and not confirmed by enough servers in time",
                    MAJORITY),
            never(
                    79,
                    "UnknownReplWriteConcern",
                    CONFIGURATION,
                    "the replica set does not know the confirmation that was asked for",
                    "correct w in the address"),
            lost(89, "NetworkTimeout", "a server of the deployment did not answer in time"),
            elsewhere(91, "ShutdownInProgress", "the server is shutting down"),
            never(96, "OperationFailed", RESOURCE, "the server could not do it", "look into the server's log"),
            never(
                    100,
                    "UnsatisfiableWriteConcern",
                    CONFIGURATION,
                    "the replica set has fewer servers than are to confirm a write",
                    "correct w in the address"),
            line(
                    133,
                    "FailedToSatisfyReadPreference",
                    RESOURCE,
                    Course.BACK_OFF,
                    "no server fits the read preference",
                    MAJORITY),
            line(
                    134,
                    "ReadConcernMajorityNotAvailableYet",
                    RESOURCE,
                    Course.BACK_OFF,
                    "the replica set is not ready for reads of this kind yet",
                    "try again in a moment"),
            line(
                    146,
                    "ExceededMemoryLimit",
                    RESOURCE,
                    Course.NEVER,
                    "the query needs more memory than the server gives it",
                    "give it an index, or let it use the disk"),
            elsewhere(189, "PrimarySteppedDown", "the server takes no writes any more"),
            never(
                    202,
                    "NetworkInterfaceExceededTimeLimit",
                    TIMEOUT,
                    "the servers took too long among themselves",
                    MAJORITY),
            never(211, "KeyNotFound", RESOURCE, "the servers have no common time yet", "try again in a moment"),
            never(
                    225,
                    "TransactionTooOld",
                    UNSUPPORTED,
                    "a newer transaction has taken the place of this one",
                    "run the transaction again"),
            never(
                    235,
                    "InternalErrorNotSupported",
                    UNSUPPORTED,
                    "the server cannot do this",
                    "check the server's version"),
            never(
                    256,
                    "TransactionCommitted",
                    UNSUPPORTED,
                    "the transaction is committed already",
                    "do not go on with it"),
            lost(262, "ExceededTimeLimit", "a server did not finish in time what it does for others"),
            line(
                    462,
                    "IngressRequestRateLimitExceeded",
                    RESOURCE,
                    Course.BACK_OFF,
                    "the server has too much to do",
                    "try again later"),
            lost(9001, "SocketException", "a connection between servers broke"),
            elsewhere(10058, "LegacyNotPrimary", "the server takes no writes"),
            elsewhere(10107, "NotWritablePrimary", "the server takes no writes"),
            elsewhere(11600, "InterruptedAtShutdown", "the server is shutting down"),
            elsewhere(11602, "InterruptedDueToReplStateChange", "the server takes another role"),
            elsewhere(13435, "NotPrimaryNoSecondaryOk", "the server is not the primary"),
            elsewhere(13436, "NotPrimaryOrSecondary", "the server is recovering"),
            line(
                    14031,
                    "OutOfDiskSpace",
                    DISK_FULL,
                    Course.BACK_OFF,
                    "the server's disk is full",
                    "make room on the server's disk"),
            never(
                    39,
                    "FileRenameFailed",
                    CORRUPT,
                    "the server could not rename one of its files",
                    "look into the server's log"));

    private ServerCodes() {}
}
