package dev.poemcp.emulator;

/** Query hashes by build of the site (docs/poe-protocol.md §4.2, §A). */
public final class Hashes {
    static final String SUBSCRIBE = "5a7bfc9ce3b4e456cd05a537cfa27096f08417593b8d9b53f57587f3b7b63e99";
    static final String SEND_MARCH_2025 = "f1486efc974a214dac6586c46b81bf631a95e58eab1d27b215f622859d74a23e";
    public static final String SEND_AUGUST_2026 = "5fabca615d673d8ed3f075ad35080e9658878e5d7779d2b8e7193f740e1d0e88";
    static final String SETTINGS_MARCH_2025 = "19f7f75aa4cc48a0a10c85f5be0190885659aeeb535507f6fa7e26485a069902";
    static final String SETTINGS_JULY_2025 = "b20810a037d823039caf7e5f3a6b11a72a26f9abb30f65a3858390a0bc58e32a";
    public static final String SETTINGS_2026 = "7ad44151c552ceef568fb790cf1e3c12c72540c0139a853c1b751fb8c89a4a22";
    static final String BOT_MARCH_2025 = "2ec8856116b8c2cb587e9a05e60df21a751694b2ff06d67dfe0c3d0efaf5f6a2";
    static final String BOT_JULY_2025 = "2997adcc7abe30f763da42eed3174b67fd1b60ac4a23dac794526448c2629a8d";
    public static final String BOT_2026 = "0df006a8445388a1b668f9e1e2ccb1347d64bffc04fce4ba3d59e16d388bba8f";
    static final String CHAT_PAGE_2026 = "70ecb47b47398819532907eb31801749913d2809708633618206dbf7cbe4833a";
    static final String CHAT_MESSAGES = "c1a8fd96dd6e0a4679814182951b1e256e175587513c81b223addf931833a692";
    static final String HISTORY = "6ce01455b0201e625489da90c65f87a2809d212ea41ab6e39412b6913990e81f";
    static final String CANCEL = "bec4c5fb9ea395932da3174c38da893ffaf7ab142130ef1f0f796526051a80de";
    static final String MESSAGE_INFO = "575cfeca537e4cc74e8ecc1fca0093e6ae988dc26b3cc66bbbb955b0880cde33";
    static final String DELETE_MESSAGES_JULY_2025 = "8d1879c2e851ba163badb6065561183600fc1b9de99fc8b48b654eb65af92bed";

    static final String ADDED_MARCH_2025 = "993dcce616ce18788af3cce85e31437abf8fd64b14a3daaf3ae2f0e02d35aa03";
    static final String ADDED_2026 = "9bc4af8951e2f446fdd00399a4823b9b73c96a767b86a92078269e64725aa934";
    static final String JOB_MARCH_2025 = "e8e492bfaf5041985055d07ad679e46b9a6440ab89424711da8818ae01d1a1f1";
    static final String JOB_2026 = "961c92a9b49fa30e67ee1a9c6a276a92829aecf9135000d6ba69efaf15df91a3";
    static final String TITLE = "ee062b1f269ecd02ea4c2a3f1e4b2f222f7574c43634a2da4ebeb616d8647e06";
    static final String CANCELLED = "14647e90e5960ec81fa83ae53d270462c3743199fbb6c4f26f40f4c83116d2ff";

    private Hashes() {}

    /** Send variables of the newest build; {@code chatId} is a number or {@code null}. */
    public static String send2026(String chatId, String bot, String text) {
        return ("{\"chatId\":%s,\"bot\":\"%s\",\"query\":\"%s\",\"shouldFetchChat\":true,"
                        + "\"source\":{\"sourceType\":\"chat_input\",\"chatInputMetadata\":{\"useVoiceRecord\":false}},"
                        + "\"clientNonce\":\"aB3dE5fG7hI9jK1l\",\"sdid\":\"\",\"attachments\":[],"
                        + "\"existingMessageAttachmentsIds\":[],\"chatNonce\":\"bB3dE5fG7hI9jK1l\","
                        + "\"referencedMessageId\":null,\"parameters\":null,\"fileHashJwts\":[],\"isTemporary\":false}")
                .formatted(chatId, bot, text);
    }

    static String send2025(String bot, String text) {
        return ("{\"chatId\":null,\"bot\":\"%s\",\"query\":\"%s\",\"shouldFetchChat\":true,"
                        + "\"source\":{\"sourceType\":\"chat_input\",\"chatInputMetadata\":{\"useVoiceRecord\":false}},"
                        + "\"clientNonce\":\"aB3dE5fG7hI9jK1l\",\"sdid\":\"\",\"attachments\":[],"
                        + "\"existingMessageAttachmentsIds\":[],\"messagePointsDisplayPrice\":20}")
                .formatted(bot, text);
    }

    static String subscription(String name, String hash) {
        return "{\"subscriptionName\":\"" + name + "\",\"query\":null,\"queryHash\":\"" + hash + "\"}";
    }

    static String subscriptions(String... each) {
        return "{\"subscriptions\":[" + String.join(",", each) + "]}";
    }
}
