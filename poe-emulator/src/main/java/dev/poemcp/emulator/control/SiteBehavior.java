package dev.poemcp.emulator.control;

import java.util.OptionalInt;

/**
 * How strict and how complete the site is. Everything starts as the strictest site that docs/poe-protocol.md
 * describes; each setting takes effect at once and stays.
 */
public final class SiteBehavior {
    private volatile ReadGate readGate = ReadGate.STRICT;
    private volatile SignedOutPage signedOutPage = SignedOutPage.REDIRECT;
    private volatile OptionalInt signedOutStatus = OptionalInt.empty();
    private volatile ChannelData channelData = ChannelData.COMPLETE;
    private volatile boolean channelInPage = true;
    private volatile GetterResult getterResult = GetterResult.USUAL;
    private volatile long getterRounds;
    private volatile boolean pointLimitEnforced;
    private volatile String announcement = "";

    SiteBehavior() {}

    /** What a post that only reads must present. Posts that write are always judged strictly. */
    public enum ReadGate {
        /** Formkey, tag and headers as for a write. */
        STRICT,
        /**
         * Cookies, {@code poegraphql}, {@code poe-queryname} and any {@code poe-tag-id}; formkey, channel and revision
         * are not looked at. Seen at the site by five public clients in 2026 (docs/poe-protocol.md §1.5).
         */
        ANY_TAG,
        /**
         * As {@link #ANY_TAG}, also without a tag, and for public queries (explore, rate card, leaderboard) without
         * cookies: seen once, in March 2026 (docs/poe-protocol.md §1.5).
         */
        NO_TAG
    }

    /** What pages are to a browser whose session has ended. */
    public enum SignedOutPage {
        /** 307 to the login page (docs/poe-protocol.md §3.5). */
        REDIRECT,
        /** A page for guests: status 200, and the viewer in its data is null. */
        NO_VIEWER
    }

    /** What {@code GET /api/settings} says of the channel. */
    public enum ChannelData {
        /** The seven keys of docs/poe-protocol.md §5.1. */
        COMPLETE,
        /** An object of a shape that is invented here, as after a change of the site. */
        OTHER_SHAPE,
        /** A settings object without {@code tchannelData}. */
        ABSENT
    }

    /** What the page's formkey function returns to a browser; {@code poe.account()} always has what the site takes. */
    public enum GetterResult {
        /** The key and two more digits, 34 characters (docs/poe-protocol.md §2.1). */
        USUAL,
        /** The key and a tail that is longer and not hexadecimal; the first 32 characters are valid. */
        LONGER,
        /** The first 20 characters of the key only, which the site doesn't take. */
        SHORTER,
        /** 32 characters that are no hexadecimal digits. */
        NOT_HEX
    }

    /** Which posts are judged by what; {@link ReadGate#STRICT} at the start. */
    public void readGate(ReadGate value) {
        readGate = value;
    }

    public ReadGate readGate() {
        return readGate;
    }

    /** What pages are once the session has ended; {@link SignedOutPage#REDIRECT} at the start. */
    public void signedOutPage(SignedOutPage value) {
        signedOutPage = value;
    }

    public SignedOutPage signedOutPage() {
        return signedOutPage;
    }

    /**
     * The plain status that posts of an ended session get instead of what the options say; public clients of 2026 see
     * both (docs/poe-protocol.md §3.5).
     *
     * @param status 401 or 403
     */
    public void signedOutStatus(int status) {
        if (status != 401 && status != 403) {
            throw new IllegalArgumentException("status must be 401 or 403, not " + status);
        }
        signedOutStatus = OptionalInt.of(status);
    }

    public OptionalInt signedOutStatus() {
        return signedOutStatus;
    }

    /**
     * What the settings say of the channel. While they are not {@link ChannelData#COMPLETE}, messages are taken from
     * clients that name no channel, since the site gave them none.
     */
    public void channelData(ChannelData value) {
        channelData = value;
    }

    public ChannelData channelData() {
        return channelData;
    }

    /** Whether pages of builds that have the channel's data in them really do; true at the start. */
    public void channelInPage(boolean value) {
        channelInPage = value;
    }

    public boolean channelInPage() {
        return channelInPage;
    }

    /** What the page's formkey function returns; {@link GetterResult#USUAL} at the start. */
    public void getterResult(GetterResult value) {
        getterResult = value;
    }

    public GetterResult getterResult() {
        return getterResult;
    }

    /**
     * Makes the formkey function compute before it returns. The real one takes 2 to 5 s in native QuickJS
     * (docs/poe-protocol.md §2.2); how long a round takes is up to the interpreter.
     *
     * @param rounds of a loop of one multiplication and one division; 0 at the start
     */
    public void getterRounds(long rounds) {
        getterRounds = rounds;
    }

    public long getterRounds() {
        return getterRounds;
    }

    /** A text that every page shows in its body, whatever it says; none at the start. */
    public void announcement(String value) {
        announcement = value;
    }

    public String announcement() {
        return announcement;
    }

    /**
     * Whether a message that costs more than the account's limit waits for the user's consent: no answer starts, and
     * {@code chatModalStateChanged} tells of the dialog (docs/poe-protocol.md §5.5). Off at the start, since the
     * sandbox's own bots cost more than the account's limit.
     */
    public void pointLimitEnforced(boolean value) {
        pointLimitEnforced = value;
    }

    public boolean pointLimitEnforced() {
        return pointLimitEnforced;
    }
}
