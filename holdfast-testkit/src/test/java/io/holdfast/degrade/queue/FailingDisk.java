package io.holdfast.degrade.queue;

import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import io.holdfast.testkit.ForwardingDisk;
import java.io.IOException;
import java.nio.file.Path;

/** A disk that forces nothing and removes nothing while a test says so. */
final class FailingDisk extends ForwardingDisk {
    boolean failing;

    FailingDisk(Disk disk) {
        super(disk);
    }

    private void check() throws IOException {
        if (failing) {
            throw new IOException("Input/output error");
        }
    }

    @Override
    protected DiskFile watched(DiskFile file) {
        return new Opened(file) {
            @Override
            public void force() throws IOException {
                check();
                super.force();
            }
        };
    }

    @Override
    public void delete(Path file) throws IOException {
        check();
        super.delete(file);
    }
}
