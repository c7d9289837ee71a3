package dev.poemcp.server.policy.points;

import dev.poemcp.poe.Reply;

/** Points reserved for one message, from before it is sent until its actual cost is known. */
public interface Reservation {
    /**
     * Poe accepted the message, and this is the reply's current state. May be called again with newer states; the
     * newest cost counts. An unknown cost leaves the points reserved.
     */
    void update(Reply reply);

    /** The message may have reached Poe, and its cost is unknown: the points stay reserved. */
    void keep();

    /** Nothing was sent, or Poe says that it cost nothing. Has no effect once a cost is known. */
    void release();

    /** For messages without a total limit. */
    static Reservation uncounted() {
        return new Reservation() {
            @Override
            public void update(Reply reply) {
                // No total to count towards.
            }

            @Override
            public void keep() {
                // As above.
            }

            @Override
            public void release() {
                // As above.
            }
        };
    }
}
