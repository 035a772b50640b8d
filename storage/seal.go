package storage

import (
	"crypto/cipher"
	"encoding/json"
	"fmt"

	"afterglow/storage/kv"
)

// seal makes a stored value of v. The key that it is stored at is bound to
// it, so a value moved to another key, or to another member, does not open.
func seal(aead cipher.AEAD, key []byte, v any) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("storage: encode %T: %w", v, err)
	}
	return aead.Seal(nil, nil, plain, key), nil
}

// unseal reads what seal made. The error never holds the value.
func unseal(aead cipher.AEAD, key, sealed []byte, v any) error {
	plain, err := aead.Open(nil, nil, sealed, key)
	if err != nil {
		return fmt.Errorf("storage: a record of %s does not open: %w", table(key), kv.ErrDamaged)
	}
	if err := json.Unmarshal(plain, v); err != nil {
		return fmt.Errorf("storage: a record of %s does not read: %w", table(key), kv.ErrDamaged)
	}
	return nil
}

// table is the part of a key that names no one.
func table(key []byte) string {
	for i, b := range key {
		if b == '/' {
			return string(key[:i])
		}
	}
	return "(unnamed)"
}

func (tx *Tx) put(aead cipher.AEAD, key []byte, v any) error {
	sealed, err := seal(aead, key, v)
	if err != nil {
		return err
	}
	return tx.w.Put(key, sealed)
}

func (tx *Tx) get(aead cipher.AEAD, key []byte, v any) error {
	sealed, err := tx.r.Get(key)
	if err != nil {
		return err
	}
	return unseal(aead, key, sealed, v)
}
