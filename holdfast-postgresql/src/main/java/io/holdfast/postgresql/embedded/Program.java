package io.holdfast.postgresql.embedded;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs one of the server's programs to its end.
 *
 * <p>PostgreSQL refuses to run as root. Where this process is root, the program is started in a user namespace of its
 * own ({@code unshare -U}): there it has no rights over anybody else, and still owns its files.
 */
final class Program {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final int SHOWN = 2000;

    private final Path output;

    /** Programs that write what they say to {@code output}. */
    Program(Path output) {
        this.output = output;
    }

    /** What a program said, and how it ended. */
    record Ended(int code, String said) {
        boolean well() {
            return code == 0;
        }
    }

    /** Runs {@code command} and waits for its end. */
    Ended run(List<String> command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(isRoot() ? List.of("unshare", "-U") : List.of());
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        Process process = start(builder);
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return new Ended(-1, "no end after " + LONGEST.toSeconds() + " s");
        }
        String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
        return new Ended(process.exitValue(), said.substring(Math.max(0, said.length() - SHOWN)));
    }

    /**
     * Makes sure that programs can run as this user.
     *
     * @throws io.holdfast.error.HoldfastException of kind UNSUPPORTED if this user is root and may not make a namespace
     */
    void check() throws IOException, InterruptedException {
        if (isRoot() && !run(List.of("true")).well()) {
            throw Failure.of(ErrorKind.UNSUPPORTED, "PostgreSQL does not run as root, and this root may not unshare")
                    .withHint("run as another user, allow user namespaces, or use a server of your own")
                    .exception();
        }
    }

    private static Process start(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            if (builder.command().get(0).equals("unshare")) {
                throw Failure.of(ErrorKind.UNSUPPORTED, "PostgreSQL does not run as root, and unshare is not installed")
                        .withHint("run as another user, or install util-linux")
                        .causedBy(e);
            }
            throw e;
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
