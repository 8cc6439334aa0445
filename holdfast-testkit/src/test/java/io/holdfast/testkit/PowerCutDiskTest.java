package io.holdfast.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The disk that forgets is as bad as a real one, and not worse. The repetition number is the seed. */
class PowerCutDiskTest {
    private static final Path FOLDER = Path.of("/disk/folder");
    private static final Path FILE = FOLDER.resolve("file");

    @RepeatedTest(100)
    void whatWasForcedStays(RepetitionInfo run) throws IOException {
        var disk = disk(run.getCurrentRepetition());
        try (DiskFile file = disk.create(FILE)) {
            file.append(bytes("forced"));
            file.force();
            disk.forceDirectory(FOLDER);
            file.append(bytes(" and not forced"));
        }

        disk.cut();

        assertThat(new String(disk.read(FILE), UTF_8)).startsWith("forced").hasSizeLessThanOrEqualTo(21);
    }

    @RepeatedTest(100)
    void aReplacedFileIsAsItWasOrWhollyNewWhereverThePowerIsCut(RepetitionInfo run) throws IOException {
        byte[] before = "x".repeat(1_500).getBytes(UTF_8);
        byte[] after = "y".repeat(2_500).getBytes(UTF_8);
        for (int operations = 0; operations < 8; operations++) {
            var disk = disk(run.getCurrentRepetition());
            disk.replace(FILE, before);
            disk.cutAfter(operations);
            boolean acknowledged = replaced(disk, after);

            disk.cut();

            assertThat(disk.read(FILE)).isIn(acknowledged ? Set.of(after) : Set.of(before, after));
        }
    }

    @Test
    void whatWasNotForcedIsSometimesThereSometimesTornSometimesGone() throws IOException {
        Set<String> seen = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            var disk = disk(seed);
            disk.create(FILE).append("z".repeat(1_000).getBytes(UTF_8));
            disk.cut();
            seen.add(!disk.list(FOLDER).contains(FILE) ? "no name" : shape(new String(disk.read(FILE), UTF_8)));
        }

        assertThat(seen).contains("no name", "a part", "a part with holes");
    }

    @Test
    void aFileThatWasOpenDuringACutIsOpenNoMore() throws IOException {
        var disk = disk(1);
        DiskFile file = disk.create(FILE);
        disk.cut();

        assertThatThrownBy(file::force).isInstanceOf(IOException.class);
    }

    @Test
    void theSameSeedForgetsTheSame() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            assertThat(remains(seed)).isEqualTo(remains(seed));
        }
    }

    private static String remains(int seed) throws IOException {
        var disk = disk(seed);
        for (int each = 0; each < 5; each++) {
            disk.create(FOLDER.resolve("f" + each))
                    .append("z".repeat(700 * each).getBytes(UTF_8));
        }
        disk.cut();
        var remains = new StringBuilder();
        for (Path file : disk.list(FOLDER)) {
            remains.append(file).append(new String(disk.read(file), UTF_8));
        }
        return remains.toString();
    }

    private static boolean replaced(PowerCutDisk disk, byte[] content) throws IOException {
        try {
            disk.replace(FILE, content);
            return true;
        } catch (PowerCutDisk.PowerCut cut) {
            return false;
        }
    }

    private static String shape(String text) {
        if (text.indexOf('\0') >= 0) {
            return "a part with holes";
        }
        return text.length() == 1_000 ? "all" : "a part";
    }

    private static PowerCutDisk disk(int seed) {
        var disk = new PowerCutDisk(seed);
        disk.makeDirectories(FOLDER);
        return disk;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
