package io.holdfast.error.explain;

/** What stands between the work and a healthy database: the way to it, its server, its disk. */
final class AboutTheWay {
    static final Explanation CONNECTION = new Explanation(
            "The database cannot be reached",
            "The database did not answer, refused the connection, or the connection to it broke.",
            "The database undoes work that was not finished. What it had confirmed before stays. Where that is in doubt,"
                    + " the error is outcome-unknown instead.",
            "Check that the server runs, and that its address in the configuration is right. holdfast check shows which"
                    + " databases answer. When the server is back, Holdfast connects to it by itself.");

    static final Explanation POOL_EXHAUSTED = new Explanation(
            "All connections are in use",
            "Every connection to the database was busy. None became free in time, or too many others were waiting"
                    + " already.",
            "Nothing was changed: the work did not begin.",
            "Look for work that keeps a connection for too long; the message names it where it is known. Otherwise send"
                    + " fewer requests at once, or raise pool.size.");

    static final Explanation AUTHENTICATION = new Explanation(
            "User or password was refused",
            "The server does not let this user in, or not with this password.",
            "Nothing was changed: no work reached the database.",
            "Correct the user and the password where they are kept; holdfast config show tells where that is. If they"
                    + " are right, ask whoever runs the server to let this user in.");

    static final Explanation TLS = new Explanation(
            "The encrypted connection is not safe",
            "Holdfast did not connect, because the server's certificate or its encryption cannot be trusted. It may also"
                    + " be the server that does not trust this side.",
            "Nothing was changed, and no password was sent unencrypted.",
            "Renew the certificate that the message speaks of, or name the authority that issued it in tls.ca. Do not"
                    + " turn the check off to make the message go away: somebody may be listening.");

    static final Explanation READ_ONLY = new Explanation(
            "The database takes no changes now",
            "The database can be read and not written to. Its server may be a standby, or its file may be protected.",
            "The change was not stored. What was there before stays, and can be read.",
            "Write to the primary server, or make the file and its folder writable. If the primary is lost, somebody has"
                    + " to promote the standby: Holdfast does not do that.");

    static final Explanation DISK_FULL = new Explanation(
            "The disk is full",
            "There is no room left on a disk that is needed.",
            "The change was not stored. What was there before stays.",
            "Make room on the disk that the message speaks of, then do it again. Never delete a file of the database to"
                    + " make room.");

    static final Explanation RESOURCE = new Explanation(
            "The server or the machine is out of capacity",
            "The server or the machine ran out of something that it needs. It may be memory, room for another"
                    + " connection, or access to its disk.",
            "The step that failed changed nothing. What was there before stays.",
            "Wait a little, then try again. If it comes back, give the machine more of what the message names, or send"
                    + " it less work. Have the disk checked if the message speaks of reading or writing.");

    static final Explanation CORRUPT = new Explanation(
            "Stored data is damaged",
            "What is stored is not what it should be: damaged, cut off, encrypted, or not a database at all.",
            "Some of the data may be lost or wrong. Holdfast has not tried to repair it.",
            "Stop writing to this database, and keep a copy of its files as they are. Then restore the last good backup."
                    + " Have disk and memory of the machine checked before you go on.");

    private AboutTheWay() {}
}
