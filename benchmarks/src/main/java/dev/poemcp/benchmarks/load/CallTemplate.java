package dev.poemcp.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** A request rendered once, into which each id is written as digits. All ids have the same length. */
final class CallTemplate {
    /** An id that nothing else in a message looks like; a call's number is added to it. */
    static final long FIRST_ID = 1_000_000_000_000L;

    /** The same as JSON. */
    static final String ID = Long.toString(FIRST_ID);

    static final int ID_LENGTH = ID.length();
    private final byte[] bytes;
    private final int idAt;

    /** @param request contains {@link #ID} */
    CallTemplate(String request) {
        bytes = request.getBytes(US_ASCII);
        idAt = request.indexOf(ID);
        if (idAt < 0) {
            throw new IllegalArgumentException("No id in " + request);
        }
    }

    int length() {
        return bytes.length;
    }

    void writeTo(byte[] target, int offset, long id) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
        long rest = id;
        for (int i = ID_LENGTH - 1; i >= 0; i--) {
            target[offset + idAt + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
