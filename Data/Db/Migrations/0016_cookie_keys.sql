-- Keys that protect cookies are encrypted from here on. Those of before lie open in every dump that was ever made, so they end: everybody signs in once more.
delete from data_protection_key;
