package io.holdfast.schema.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who runs migrations: a process, told so that another one on the same machine can find out whether it lives. */
final class Owner {
    private static final Pattern FORM = Pattern.compile(".*@(\\S+) process (\\d+) since (\\S+)");

    /** Who is at work where a runner has given up. */
    static final String NOBODY = "nobody";

    private Owner() {}

    /** This process. */
    static String self() {
        return Self.TEXT;
    }

    /** It costs some milliseconds, and is asked for only where something is done. */
    private static final class Self {
        static final String TEXT = describe();
    }

    private static String describe() {
        ProcessHandle self = ProcessHandle.current();
        return "%s@%s process %d since %s".formatted(System.getProperty("user.name"), host(), self.pid(), start(self));
    }

    /** Whether the process that {@code owner} tells of may be at work; one on another machine may. */
    static boolean mayLive(String owner) {
        if (owner.equals(NOBODY)) {
            return false;
        }
        Matcher matcher = FORM.matcher(owner);
        if (!matcher.matches() || !matcher.group(1).equals(host())) {
            return true;
        }
        return ProcessHandle.of(Long.parseLong(matcher.group(2)))
                .filter(ProcessHandle::isAlive)
                .filter(process -> start(process).toString().equals(matcher.group(3)))
                .isPresent();
    }

    private static Instant start(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
