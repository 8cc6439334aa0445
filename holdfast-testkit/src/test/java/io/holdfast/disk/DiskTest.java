package io.holdfast.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.testkit.PowerCutDisk;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every disk does, and what only a real one can show. AUD-2. */
class DiskTest {

    @Nested
    class OfThisMachine extends Contract {
        @TempDir
        Path temp;

        @Override
        Disk disk() {
            return Disk.local();
        }

        @Override
        Path root() {
            return temp;
        }

        @Test
        void writesAlsoOnAnInterruptedThread() throws Exception {
            Thread.currentThread().interrupt();
            disk().makeDirectories(folder);
            disk().replace(folder.resolve("a"), bytes("whole"));

            assertThat(Thread.interrupted()).as("the interrupt is still there").isTrue();
            assertThat(disk().read(folder.resolve("a"))).isEqualTo(bytes("whole"));
        }

        @Test
        void doesNotTakeAFileForAFolder() throws Exception {
            Files.writeString(temp.resolve("file"), "x");

            assertThatThrownBy(() -> disk().makeDirectories(temp.resolve("file/folder")))
                    .isInstanceOf(IOException.class);
        }
    }

    @Nested
    class InMemory extends Contract {
        private final Disk disk = new PowerCutDisk(1);

        @Override
        Disk disk() {
            return disk;
        }

        @Override
        Path root() {
            return Path.of("/memory");
        }
    }

    /** What both do. */
    abstract static class Contract {
        Path folder = Path.of("");

        abstract Disk disk();

        abstract Path root();

        @BeforeEach
        void makeFolder() throws IOException {
            folder = root().resolve("some/folder");
            disk().makeDirectories(folder);
        }

        @AfterEach
        void noInterruptLeaksOut() {
            assertThat(Thread.interrupted()).isFalse();
        }

        @Test
        void whatIsAppendedIsReadBack() throws IOException {
            try (DiskFile file = disk().create(folder.resolve("a"))) {
                file.append(bytes("one,"));
                file.append(bytes("two"));
                file.force();
            }
            try (DiskFile file = disk().open(folder.resolve("a"))) {
                file.append(bytes(",three"));
            }

            assertThat(disk().read(folder.resolve("a"))).isEqualTo(bytes("one,two,three"));
        }

        @Test
        void aFileIsMadeOnce() throws IOException {
            disk().create(folder.resolve("a")).close();

            assertThatThrownBy(() -> disk().create(folder.resolve("a"))).isInstanceOf(FileAlreadyExistsException.class);
        }

        @Test
        void whatIsMissingIsSaidToBeMissing() {
            Path missing = folder.resolve("missing");

            assertThatThrownBy(() -> disk().open(missing)).isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> disk().read(missing)).isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> disk().list(missing)).isInstanceOf(NoSuchFileException.class);
        }

        @Test
        void namesAreListedInOrder() throws IOException {
            for (String name : new String[] {"c", "a", "b"}) {
                disk().create(folder.resolve(name)).close();
            }

            assertThat(disk().list(folder))
                    .containsExactly(folder.resolve("a"), folder.resolve("b"), folder.resolve("c"));
        }

        @Test
        void aRenameReplaces() throws IOException {
            disk().replace(folder.resolve("old"), bytes("old"));
            disk().replace(folder.resolve("new"), bytes("new"));

            disk().rename(folder.resolve("new"), folder.resolve("old"));

            assertThat(disk().list(folder)).containsExactly(folder.resolve("old"));
            assertThat(disk().read(folder.resolve("old"))).isEqualTo(bytes("new"));
        }

        @Test
        void oneThreadAtATimeHoldsAFile() throws Exception {
            Path file = folder.resolve("lock");
            var inside = new AtomicInteger();
            var most = new AtomicInteger();
            List<CompletableFuture<?>> threads = new ArrayList<>();
            for (int each = 0; each < 4; each++) {
                threads.add(CompletableFuture.runAsync(() -> {
                    for (int turn = 0; turn < 50; turn++) {
                        holding(file, () -> {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            inside.decrementAndGet();
                        });
                    }
                }));
            }
            threads.forEach(CompletableFuture::join);

            assertThat(most).hasValue(1);
        }

        @Test
        void anInterruptedThreadHoldsAFileAllTheSame() {
            Thread.currentThread().interrupt();
            var held = new AtomicInteger();
            holding(folder.resolve("lock"), held::incrementAndGet);

            assertThat(Thread.interrupted()).as("the interrupt is still there").isTrue();
            assertThat(held).hasValue(1);
        }

        private void holding(Path file, Runnable work) {
            try {
                Closeable lock = disk().hold(file);
                try {
                    work.run();
                } finally {
                    lock.close();
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Test
        void tellsTheSizeOfAFile() throws Exception {
            disk().replace(folder.resolve("a"), bytes("four"));

            assertThat(disk().size(folder.resolve("a"))).isEqualTo(4);
            assertThatThrownBy(() -> disk().size(folder.resolve("b"))).isInstanceOf(NoSuchFileException.class);
        }

        @Test
        void aReplacementLeavesNothingBehind() throws IOException {
            disk().create(folder.resolve("a.new")).close();

            disk().replace(folder.resolve("a"), bytes("first"));
            disk().replace(folder.resolve("a"), bytes("second"));

            assertThat(disk().list(folder)).containsExactly(folder.resolve("a"));
            assertThat(disk().read(folder.resolve("a"))).isEqualTo(bytes("second"));
        }

        @Test
        void deletingTwiceIsHarmless() throws IOException {
            disk().create(folder.resolve("a")).close();

            disk().delete(folder.resolve("a"));
            disk().delete(folder.resolve("a"));
            disk().forceDirectory(folder);

            assertThat(disk().list(folder)).isEmpty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
