package io.holdfast.degrade.queue;

import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import io.holdfast.testkit.ForwardingDisk;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A disk that has no space left while a test says so. */
final class FullDisk extends ForwardingDisk {
    @Nullable
    Trouble trouble;

    FullDisk(Disk disk) {
        super(disk);
    }

    /** When it is noticed that there is no space. */
    enum Trouble {
        /** Before anything is written. */
        AT_ONCE,
        /** When a part is written. */
        HALF_WAY,
        /** When all is written, and is forced; only once, as a file system does. */
        AT_THE_FORCE
    }

    private static IOException full() {
        return new IOException("No space left on device");
    }

    @Override
    protected DiskFile watched(DiskFile file) {
        return new Opened(file) {
            @Override
            public void append(byte[] bytes) throws IOException {
                if (trouble == Trouble.AT_ONCE) {
                    throw full();
                }
                if (trouble == Trouble.HALF_WAY) {
                    super.append(Arrays.copyOf(bytes, bytes.length / 2));
                    throw full();
                }
                super.append(bytes);
            }

            @Override
            public void force() throws IOException {
                if (trouble == Trouble.AT_THE_FORCE) {
                    trouble = null;
                    throw full();
                }
                super.force();
            }
        };
    }
}
