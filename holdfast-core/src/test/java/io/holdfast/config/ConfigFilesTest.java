package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CFG-5: when the files of a configuration count as changed; each look is one call, so that nothing has to be waited for. */
class ConfigFilesTest {
    @TempDir
    Path folder;

    private Path file = Path.of("");
    private ConfigFiles files = ConfigFiles.of(ConfigLoader.of(file));

    @BeforeEach
    void load() throws IOException {
        file = folder.resolve("holdfast.yaml");
        write(file, yaml(4));
        files = ConfigFiles.of(ConfigLoader.of(file).withEnvironment(Map.of("HOLDFAST_PROFILE", "p")));
        write(folder.resolve("holdfast-p.yaml"), "");
        assertThat(size(files.load())).isEqualTo(4);
        assertThat(files.loadIfChanged()).isEmpty();
    }

    @Test
    void aChangeIsReadWhenTwoLooksHaveSeenTheSame() throws IOException {
        write(file, yaml(5));

        assertThat(files.loadIfChanged()).isEmpty();
        assertThat(files.loadIfChanged())
                .hasValueSatisfying(config -> assertThat(size(config)).isEqualTo(5));
        assertThat(files.loadIfChanged()).isEmpty();
    }

    @Test
    void aFileThatIsBeingWrittenIsLeftAlone() throws IOException {
        String whole = yaml(5) + "  # the end of it\n".repeat(20);
        for (int length = 1; length < whole.length(); length += 50) {
            write(file, whole.substring(0, length));
            assertThat(files.loadIfChanged()).isEmpty();
        }
        write(file, whole);

        assertThat(files.loadIfChanged()).isEmpty();
        assertThat(files.loadIfChanged()).isPresent();
    }

    @Test
    void theSameTextWrittenAnewIsNoChange() throws IOException {
        write(file, yaml(4));

        assertThat(files.loadIfChanged()).isEmpty();
        assertThat(files.loadIfChanged()).isEmpty();
    }

    @Test
    void whatIsWrongIsToldOnceAndReadAgainWhenItChanges() throws IOException {
        write(file, "databases: [");
        assertThat(files.loadIfChanged()).isEmpty();
        assertThatThrownBy(files::loadIfChanged).isInstanceOf(ConfigurationException.class);
        assertThat(files.loadIfChanged()).isEmpty();

        write(file, yaml(4));
        assertThat(files.loadIfChanged()).isEmpty();
        assertThat(files.loadIfChanged()).isPresent();
    }

    @Test
    void aFileThatIsGoneIsToldOnceAndReadAgainWhenItIsBack() throws IOException {
        Files.delete(file);
        assertThat(files.loadIfChanged()).isEmpty();
        assertThatThrownBy(files::loadIfChanged)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("does not exist");
        assertThat(files.loadIfChanged()).isEmpty();

        write(file, yaml(6));
        assertThat(files.loadIfChanged()).isEmpty();
        assertThat(files.loadIfChanged()).isPresent();
    }

    @Test
    void anEditorThatPutsANewFileInThePlaceOfTheOldIsSeen() throws IOException {
        write(folder.resolve("new"), yaml(7));
        Files.move(folder.resolve("new"), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(files.loadIfChanged()).isEmpty();
        assertThat(files.loadIfChanged()).isPresent();
    }

    /** As Kubernetes does it: the file is a link into a folder that is itself a link. */
    @Test
    void aLinkThatLeadsElsewhereIsSeen() throws IOException {
        for (int version = 1; version <= 2; version++) {
            Path data = Files.createDirectory(folder.resolve("..version" + version));
            write(data.resolve("settings.yaml"), yaml(version));
        }
        Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..version1"));
        Path link = Files.createSymbolicLink(folder.resolve("settings.yaml"), Path.of("..data/settings.yaml"));
        ConfigFiles linked = ConfigFiles.of(ConfigLoader.of(link));
        assertThat(size(linked.load())).isEqualTo(1);

        Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..version2"));
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(linked.loadIfChanged()).isEmpty();
        assertThat(linked.loadIfChanged())
                .hasValueSatisfying(config -> assertThat(size(config)).isEqualTo(2));
    }

    @Test
    void theProfileAndTheVariablesBesideTheFileAreLookedAtToo() throws IOException {
        write(folder.resolve("holdfast-p.yaml"), yaml(8));
        assertThat(files.loadIfChanged()).isEmpty();
        assertThat(files.loadIfChanged())
                .hasValueSatisfying(config -> assertThat(size(config)).isEqualTo(8));

        write(folder.resolve(".env"), "HOLDFAST_DATABASES_APP_POOL_SIZE=9");
        assertThat(files.loadIfChanged()).isEmpty();
        assertThat(files.loadIfChanged())
                .hasValueSatisfying(config -> assertThat(size(config)).isEqualTo(9));
    }

    @Test
    void aFileThatAValueComesFromIsLookedAtToo() throws IOException {
        write(folder.resolve("size"), "5\n");
        write(file, yaml(4).replace("size: 4", "size: '${file:size}'"));
        assertThat(files.loadIfChanged()).isEmpty();
        assertThat(files.loadIfChanged())
                .hasValueSatisfying(config -> assertThat(size(config)).isEqualTo(5));

        write(folder.resolve("size"), "6\n");
        assertThat(files.loadIfChanged()).isEmpty();
        assertThat(files.loadIfChanged())
                .hasValueSatisfying(config -> assertThat(size(config)).isEqualTo(6));
    }

    /** Whoever provides credentials may fail in any way; then the files are read again at the next look. */
    @Test
    void whatAProviderCouldNotOpenIsReadAgain() throws IOException {
        var failing = new AtomicBoolean();
        ConfigFiles provided = ConfigFiles.of(ConfigLoader.of(file).withProvider(new CredentialsProvider() {
            @Override
            public String name() {
                return "vault";
            }

            @Override
            public CredentialsSource open(String database, String argument) {
                if (failing.get()) {
                    throw new IllegalStateException("sealed");
                }
                return CredentialsSource.fixed(Optional.empty());
            }
        }));
        String settings =
                "databases: { app: { url: 'postgresql://h/n', credentials: 'vault:x', pool: { size: %d } } }\n";
        write(file, settings.formatted(4));
        provided.load();
        failing.set(true);
        write(file, settings.formatted(5));

        assertThat(provided.loadIfChanged()).isEmpty();
        assertThatThrownBy(provided::loadIfChanged).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(provided::loadIfChanged).isInstanceOf(IllegalStateException.class);
        failing.set(false);
        assertThat(provided.loadIfChanged())
                .hasValueSatisfying(config -> assertThat(size(config)).isEqualTo(5));
    }

    private static int size(LoadedConfig config) {
        DatabaseConfig app = config.config().databases().get("app");
        return app == null ? 0 : app.pool().size();
    }

    private static String yaml(int size) {
        return "databases: { app: { url: 'sqlite:a.db', pool: { size: %d } } }\n".formatted(size);
    }

    private static void write(Path where, String text) throws IOException {
        Files.writeString(where, text);
    }
}
