package io.holdfast.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testkit.Props;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DOC-11: an import that is killed at any moment, again and again, is complete in the end: every document equal, once. */
@Tag("kill")
final class KilledImportTest {
    private static final int USUAL = 20_000;
    private static final int MOST_KILLS = 25;
    private static final int ROWS_A_SECOND = 2_000;

    @TempDir
    private Path folder;

    private int kills;

    /** {@code --count} is the number of documents, at least 1,000, and of kills, at most 25. */
    @Test
    void everyDocumentIsThereOnceHoweverOftenItIsKilled() throws Exception {
        int count = Math.max(Props.count(USUAL), 1_000);
        int mostKills = Math.min(Props.count(USUAL), MOST_KILLS);
        long seed = Long.getLong("holdfast.seed", new Random().nextLong());
        EarlierRows earlier = new EarlierRows(seed, count);
        Path file = folder.resolve("old.db");
        earlier.inFile(file);
        Random moments = new Random(seed);
        int longest = Math.max(200, 1_000 / mostKills * (count / ROWS_A_SECOND));

        String last = run(file, moments.nextInt(longest));
        while (!last.startsWith(ImportProgram.ENDED)) {
            last = run(file, kills < mostKills ? moments.nextInt(longest) : Integer.MAX_VALUE);
        }

        System.out.printf("%d documents, %d kills, seed %d: %s%n", count, kills, seed, last);
        assertThat(kills).as("kills").isPositive();
        assertThat(last).startsWith("ended read " + count + ",").endsWith("differences 0");
        try (Deployment deployment = Deployment.inFiles(folder)) {
            earlier.assertImported(deployment);
        }
    }

    /** Runs the program, kills it {@code millis} after its first batch, and gives the last line that it has printed. */
    private String run(Path file, int millis) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImportProgram.class.getName(),
                        folder.toString(),
                        file.toString()))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader reader = process.inputReader()) {
            String first = reader.readLine();
            while (first != null && !first.startsWith(ImportProgram.AT)) {
                first = reader.readLine();
            }
            String begun = String.valueOf(first);
            CompletableFuture<String> last =
                    CompletableFuture.supplyAsync(() -> reader.lines().reduce(begun, (before, line) -> line));
            if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                process.toHandle().destroyForcibly(); // the process itself would close what it has said
                process.waitFor();
                kills++;
                last.join();
                return "killed";
            }
            assertThat(process.exitValue()).as(last.join()).isZero();
            return last.join();
        } finally {
            process.destroyForcibly();
        }
    }
}
