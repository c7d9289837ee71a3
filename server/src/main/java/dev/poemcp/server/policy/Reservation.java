package dev.poemcp.server.policy;

import dev.poemcp.poe.Reply;

/** Points set aside for one message, from before it is sent until its true cost is known. */
public interface Reservation {
    /**
     * Poe took the message, and this is what is known of the answer now. May be called again with newer states; the
     * newest cost counts. A cost that is not known leaves the points set aside.
     */
    void update(Reply reply);

    /** The message may have reached Poe, and its cost can't be learned now: the points stay set aside. */
    void keep();

    /** Nothing was sent, or Poe says that it cost nothing. Has no effect once a cost is known. */
    void release();

    /** For messages that no total limit counts. */
    static Reservation uncounted() {
        return new Reservation() {
            @Override
            public void update(Reply reply) {
                // There is no total that the cost would count towards.
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
