package io.holdfast.sqlite.jdbc;

import io.holdfast.sqlite.file.FileWatch;
import io.holdfast.sqlite.file.FileWatch.Finding;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What has to be true of the file before something is committed to it, and afterwards, before that is acknowledged. */
final class FileCheck {
    private final SQLiteConnection driver;
    private final FileWatch watch;
    private final Checkpoints checkpoints;

    FileCheck(SQLiteConnection driver, FileWatch watch, Checkpoints checkpoints) {
        this.driver = driver;
        this.watch = watch;
        this.checkpoints = checkpoints;
    }

    /** Fails before anything is committed to a file that is not what it should be. */
    void lookBefore() throws SQLException {
        switch (look(false)) {
            case SOUND -> {}
            case GONE ->
                throw new SQLiteException(
                        "the database file was deleted, moved or replaced", SQLiteErrorCode.SQLITE_READONLY_DBMOVED);
            case READ_ONLY ->
                throw new SQLiteException(
                        "the right to write the database file was taken away", SQLiteErrorCode.SQLITE_READONLY);
            case SHRUNK -> checkPages();
        }
    }

    /** What was committed meanwhile may lie in a file that nobody will open again. */
    void lookAfter() throws SQLException {
        if (look(true) == Finding.GONE) {
            throw new SQLiteException(
                    "the database file or its log was deleted, moved or replaced during a commit",
                    SQLiteErrorCode.SQLITE_IOERR);
        }
        checkpoints.afterCommit(watch.logSize());
    }

    private Finding look(boolean after) throws SQLiteException {
        try {
            return after ? watch.lookAfter() : watch.look();
        } catch (IOException failure) {
            throw unseen(failure);
        }
    }

    private static SQLiteException unseen(IOException failure) {
        var unseen = new SQLiteException("the database file cannot be looked at", SQLiteErrorCode.SQLITE_IOERR);
        unseen.initCause(failure);
        return unseen;
    }

    /** SQLite itself makes a file smaller in the course of VACUUM; only the pages tell whether it was that. */
    private void checkPages() throws SQLException {
        try (Statement statement = driver.createStatement()) {
            statement.execute("pragma shrink_memory");
            checkPages(statement);
            watch.acceptSize();
        } catch (IOException failure) {
            throw unseen(failure);
        }
    }

    private static void checkPages(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("pragma quick_check(1)")) {
            String said = row.next() ? String.valueOf(row.getString(1)) : "nothing";
            if (!said.equals("ok")) {
                throw new SQLiteException(
                        "the database file was cut off while it was open: " + said, SQLiteErrorCode.SQLITE_CORRUPT);
            }
        }
    }
}
