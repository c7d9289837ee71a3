package dev.poemcp.poe;

import java.util.OptionalLong;

/** The signed-in account. */
public interface Account {
    /** Read from the site on every call. */
    AccountSettings settings();

    /**
     * The account's own limit per message in points, if settings that were read or set recently contained it. Sends
     * no request.
     */
    OptionalLong knownPointLimit();

    void setDefaultBot(long botId);

    /** @param points maximum points per message; above it the site asks for consent */
    void setDefaultPointLimit(long points);

    /** Deletes every chat of the account permanently, then checks that the history is empty. */
    void purgeAllChats();
}
