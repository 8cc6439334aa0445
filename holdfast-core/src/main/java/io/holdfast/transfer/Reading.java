package io.holdfast.transfer;

import io.holdfast.engine.RowReader;
import io.holdfast.engine.Session;

/** The source as it is read: by whom, through which session, and which schema. */
record Reading(RowReader reader, Session session, String schema) {}
