package io.holdfast.event;

import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import io.holdfast.testkit.ForwardingDisk;
import java.io.IOException;

/** A disk whose next force can be made to fail. */
final class FailingOnce extends ForwardingDisk {
    boolean failNextForce;

    FailingOnce(Disk disk) {
        super(disk);
    }

    @Override
    protected DiskFile watched(DiskFile file) {
        return new Opened(file) {
            @Override
            public void force() throws IOException {
                if (failNextForce) {
                    failNextForce = false;
                    throw new IOException("broken disk");
                }
                super.force();
            }
        };
    }
}
