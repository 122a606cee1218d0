// Bytes of the YubiKey's OATH applet, by the names of its protocol: https://developers.yubico.com/OATH/YKOATH_Protocol.html

export const INS_PUT = 0x01;
export const INS_DELETE = 0x02;
export const INS_SET_CODE = 0x03;
export const INS_RESET = 0x04;
export const INS_RENAME = 0x05;
export const INS_LIST = 0xa1;
export const INS_CALCULATE = 0xa2;
export const INS_VALIDATE = 0xa3;
export const INS_CALCULATE_ALL = 0xa4;
export const INS_SEND_REMAINING = 0xa5;

/** Of PUT, and of SELECT's answer, where the name is the applet's salt. */
export const TAG_NAME = 0x71;
export const TAG_NAME_LIST = 0x72;
export const TAG_KEY = 0x73;
export const TAG_CHALLENGE = 0x74;
export const TAG_RESPONSE = 0x75;
export const TAG_TRUNCATED = 0x76;
export const TAG_HOTP = 0x77;
export const TAG_PROPERTY = 0x78;
export const TAG_VERSION = 0x79;
/** Where an HOTP counter starts: the initial moving factor. */
export const TAG_COUNTER = 0x7a;
export const TAG_TOUCH = 0x7c;

/** In TAG_PROPERTY: each code takes a touch. */
export const PROPERTY_TOUCH = 0x02;
/** P2 of CALCULATE: the answer is the code, not the whole HMAC. */
export const P2_TRUNCATE = 0x01;

export const SW_MEMORY_FAILURE = 0x6581;
export const SW_LOCKED = 0x6982;
export const SW_NO_SUCH_OBJECT = 0x6984;
export const SW_WRONG_SYNTAX = 0x6a80;
export const SW_NO_INSTRUCTION = 0x6d00;
export const SW_NO_SPACE = 0x6a84;
